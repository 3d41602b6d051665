"""The terminal's reports fit a screen of 80 columns and hide nothing on it."""
import io

import pytest
from rich.console import Console

from autograder import rubric
from autograder.batch import Outcome
from autograder.messages import say
from autograder.reports.tables import flags
from autograder.reports.terminal import FLAGS, Screen, class_table
from autograder.verdict import FAILED, NOT_JUDGED, PASSED, CheckResult, Verdict

CLAIM = say("Slices come in sorted file-name order, so that each T1 meets its own T2.")


def verdict(**changed):
    """A verdict in which dataset.order is changed and everything else is passed."""
    results = [CheckResult(check, PASSED, CLAIM) for check in rubric.POINTS]
    place = list(rubric.POINTS).index("dataset.order")
    results[place] = CheckResult("dataset.order", claim=CLAIM, **changed)
    return Verdict("somebody", "digest", results)


def printed(show):
    """The lines that show(console) leaves on a screen of 80 columns."""
    screen = io.StringIO()
    show(Console(file=screen, width=80))
    return [line.rstrip() for line in screen.getvalue().splitlines()]


def test_lines_that_are_too_long_stay_indented():
    record = verdict(outcome=FAILED, observed=say("[red]" + 30 * " word"))

    def show(console):
        screen = Screen(console, "en")
        for result in record.results:
            screen.hear(result)
    lines = printed(show)
    first = next(number for number, line in enumerate(lines) if line.startswith("  x "))
    until = next(number for number, line in enumerate(lines) if line.startswith("Generator"))
    assert lines[first + 1] == "  dataset.order"
    assert lines[first + 2].startswith("      observed: [red] word")
    assert all(line.startswith("      ") for line in lines[first + 2:until]) and until > first + 3


FAULTS = {
    "limit": Outcome("limit", verdict(outcome=NOT_JUDGED, fault="limit")),
    "reply": Outcome("reply", verdict(outcome=NOT_JUDGED, fault="reply")),
    "grader-fault": Outcome("grader-fault", verdict(outcome=NOT_JUDGED, fault="grader")),
    "unreadable": Outcome("unreadable", None, say("No submitted file defines {name}.", name="[G]")),
}


@pytest.mark.parametrize("flag", FAULTS)
def test_the_class_table_says_what_a_person_should_look_at(flag):
    outcome = FAULTS[flag]
    assert flag in flags(outcome)
    lines = printed(lambda console: console.print(class_table([outcome], "en")))
    assert any(line.startswith(f"! {FLAGS[flag].text}: {flag}") for line in lines), lines
    assert flag != "unreadable" or lines[-1] == "  unreadable: No submitted file defines [G]."


def test_the_class_table_has_every_part_on_80_columns():
    lines = printed(lambda console: console.print(class_table([FAULTS["limit"]], "en")))
    parts = [f"{part.points}" for part in rubric.PARTS[1:]]
    assert lines[1].split()[-len(parts):] == parts
