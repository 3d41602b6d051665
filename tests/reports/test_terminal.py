"""The terminal's reports fit a screen of 80 columns and hide nothing on it."""
import io
import subprocess

import click
import pytest
from rich.console import Console

from autograder.batch.grade import Outcome
from autograder.commands.shared import PartName
from autograder.grading.asked import result_of
from autograder.grading.verdict import FAILED, NOT_JUDGED, PASSED, Verdict
from autograder.i18n.messages import render, say
from autograder.labs.t1t2.lab import LAB
from autograder.reports.pages.feedback import headline, next_step
from autograder.reports.tables import flags
from autograder.reports.terminal import FLAGS, Screen, class_table
from tests.conftest import ROOT

CLAIM = say("Slices come in sorted file-name order, so that each T1 meets its own T2.")


def verdict(**changed):
    """A verdict in which dataset.order is changed and everything else is passed."""
    results = [result_of(LAB, check, PASSED, CLAIM) for check in LAB.points]
    place = list(LAB.points).index("dataset.order")
    results[place] = result_of(LAB, "dataset.order", claim=CLAIM, **changed)
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
    parts = [f"{part.points}" for part in LAB.parts[1:]]
    assert lines[1].split()[-len(parts):] == parts


def last_line(record, **options):
    def show(console):
        Screen(console, "en", **options).finish(record)
    return " ".join(printed(show)[-2:])


def test_what_comes_next_has_its_part_check_and_place():
    failed = verdict(outcome=FAILED, observed=say("wrong"), where="dataset.py:7")
    assert last_line(failed).endswith("Next: Dataset, dataset.order, at dataset.py:7. Run this part alone with --part "
                                      "dataset.")
    assert last_line(failed, part_option="PART=").endswith("Run this part alone with PART=dataset.")
    step = render(next_step(failed))
    assert step == f"Dataset, dataset.order, at dataset.py:7. {CLAIM.text}"
    failed.results = failed.of_part("dataset")
    assert last_line(failed).endswith("Next: Dataset, dataset.order, at dataset.py:7.")
    nowhere = verdict(outcome=NOT_JUDGED, fault="not_implemented", observed=say("Not implemented yet: {hole}", hole="f"))
    assert last_line(nowhere).endswith("Next: Dataset.")
    assert render(next_step(nowhere)) == "Dataset. Not implemented yet: f"
    nowhere.results.append(result_of(LAB, "loss.half", FAILED, CLAIM))
    assert "Next: Losses, loss.half. Run" in last_line(nowhere), "what can be seen to be wrong comes first"


def test_a_bonus_alone_is_judged_as_such():
    record = verdict(outcome=PASSED)
    record.results = record.of_part("inference")
    assert record.required_passed and "Bonus: 10 of 10" in last_line(record)
    assert last_line(record).endswith("Everything passes. Well done.")
    record.results[0].outcome = FAILED
    assert not record.required_passed and "Nearly there" not in render(headline(record, 0))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_part_is_asked_for_by_any_name_that_a_report_gives_it(language):
    for name in LAB.part:
        for asked in (name, render(LAB.part[name].title, language), render(LAB.part[name].title, language).lower(), LAB.part[name].check_ids[0]):
            assert PartName().convert(asked, None, None) == name
    with pytest.raises(click.BadParameter, match="is not one of"):
        PartName().convert("los", None, None)


def test_make_passes_a_title_on_as_one_word():
    done = subprocess.run(["make", "-n", "test", "PART=Overfit one batch"], cwd=ROOT, text=True, capture_output=True)
    assert '--part "Overfit one batch"' in done.stdout and "AUTOGRADER_MAKE=1" in done.stdout
