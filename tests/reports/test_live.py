"""The screen of `watch`: one page of 80 by 24, what the last save has changed first."""
from __future__ import annotations

from rich.console import Console

from autograder.grading.asked import asked_parts
from autograder.grading.verdict import FAILED, PASSED, CheckResult
from autograder.i18n.messages import say
from autograder.labs.t1t2.lab import LAB
from autograder.reports.live import Live, Watched

ASKED = {part.name: part for part in asked_parts(LAB)}


def result(check: str, outcome: str) -> CheckResult:
    asked = ASKED[check.split(".")[0]]
    return CheckResult(check, outcome, say("A claim about {check}.", check=check), asked,
                       observed=None if outcome == PASSED else say("What was seen. " * 20), where="training.py:3")


def judged(watched: Watched, part: str, wrong: set[str] = frozenset()) -> None:
    watched.begin({part})
    for check in LAB.part[part].check_ids:
        watched.hear(result(check, FAILED if check in wrong else PASSED))


def page(watched: Watched, language: str = "en") -> list[str]:
    console = Console(width=80, height=24, force_terminal=True, color_system=None)
    with console.capture() as capture:
        console.print(Live(watched, language, say("q: end.")))
    return capture.get().splitlines()


def test_what_the_last_save_has_changed_is_said_and_looked_at_first():
    watched = Watched(LAB, "mine")
    judged(watched, "generator", {"generator.shape"})
    judged(watched, "loss", {"loss.half", "loss.l1"})
    assert watched.turned(True) == watched.turned(False) == []
    judged(watched, "loss", {"loss.scalar", "loss.l1"})
    assert [found.check for found in watched.turned(True)] == ["loss.half"]
    assert [found.check for found in watched.turned(False)] == ["loss.scalar"]
    assert watched.first.check == "loss.scalar"
    shown = "\n".join(page(watched))
    assert "Passes now: loss.half" in shown and "Does not pass any more: loss.scalar" in shown
    assert "A claim about loss.scalar." in shown and "training.py:3" in shown


def test_a_part_that_passes_as_a_whole_is_named_by_its_title():
    watched = Watched(LAB, "mine")
    judged(watched, "loss", set(LAB.part["loss"].check_ids))
    judged(watched, "loss")
    assert "Passes now: Losses" in page(watched)


def test_the_page_has_no_more_lines_than_the_screen_and_ends_with_the_keys():
    for language in ("en", "zh"):
        watched = Watched(LAB, "mine")
        judged(watched, "loss", {"loss.half"})
        watched.notes = [say("A note that is long. " * 10)] * 9
        lines = page(watched, language)
        assert len(lines) == 24 and lines[-1].strip() == "q: end." and lines[-2].strip() == "…"
        assert all(Console().render_str(line).cell_len <= 80 for line in lines)


def test_the_score_is_that_of_what_was_judged_last():
    watched = Watched(LAB, "mine")
    judged(watched, "loss", {"loss.half"})
    judged(watched, "inference")
    assert page(watched)[0].startswith("mine: 9 of 100, bonus 10 of 10")


def test_parts_that_are_being_judged_are_marked():
    watched = Watched(LAB, "mine")
    watched.begin({"loss", "overfit"})
    lines = page(watched)
    assert lines[-1].startswith("Losses … 0 s")
    assert [line.split()[0] for line in lines[1:] if line.rstrip().endswith("…")] == ["Losses", "Overfit"]
    watched.since -= 60
    assert "A save ends it at once" in page(watched)[-1]


def test_a_save_that_comes_while_the_one_before_is_judged_changes_nothing_of_what_stands_out():
    watched = Watched(LAB, "mine")
    judged(watched, "loss", {"loss.half"})
    watched.begin({"loss"})
    watched.hear(result("loss.half", PASSED))
    watched.begin({"loss"})
    assert [found.check for found in watched.turned(True)] == ["loss.half"]
