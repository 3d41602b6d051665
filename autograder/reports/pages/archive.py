"""A graded folder as pages: written while a class is graded, printed again any time from its verdicts."""
from __future__ import annotations

import json
from pathlib import Path

from autograder.batch.class_record import lab_in, load
from autograder.batch.grade import Outcome
from autograder.batch.result_cache import EVIDENCE, PROBLEM, VERDICT
from autograder.grading import verdict as verdicts
from autograder.grading.atomic import write_atomically
from autograder.grading.page_data import PageData
from autograder.i18n.messages import Message
from autograder.lab import known
from autograder.reports.gradescope import write_results, write_unreadable
from autograder.reports.pages import feedback
from autograder.reports.pages.classroom import write_class
from autograder.reports.tables import write_grades

__all__ = ["CLASS_PAGE", "reprint", "write_class", "write_page"]
CLASS_PAGE, PAGE = "class.html", "feedback.html"


def write_page(outcome: Outcome, out: Path, language: str) -> None:
    """feedback.html of one outcome; what could not be read also leaves a record of why."""
    folder = out / outcome.name
    if outcome.verdict is None:
        record = {"submission": outcome.name, "problem": outcome.problem.to_json()}
        write_atomically(folder / PROBLEM, json.dumps(record) + "\n")
        (folder / VERDICT).unlink(missing_ok=True)
        feedback.write_unreadable(outcome.name, outcome.problem, folder / PAGE, language, outcome.lab)
        return
    (folder / PROBLEM).unlink(missing_ok=True)
    feedback.write_feedback(outcome.verdict, _evidence(folder / EVIDENCE), folder / PAGE, language)


def reprint(out: Path, language: str) -> int:
    """Write every page and table of a graded folder again; the number of submissions in it."""
    outcomes = outcomes_in(out)
    for outcome in outcomes:
        results = out / outcome.name / "results.json"
        if outcome.verdict is None:
            write_unreadable(outcome.problem, results, language, outcome.lab)
        else:
            write_results(outcome.verdict, results, language)
        write_page(outcome, out, language)
    if outcomes:
        write_grades(outcomes, out / "grades.csv", language)
        write_class(outcomes, out / CLASS_PAGE, language)
    return len(outcomes)


def outcomes_in(out: Path) -> list[Outcome]:
    """What is on record under out, by name; where the class's record is there, of that class only.

    Raises IntakeError where it is of several labs.
    """
    found, names, lab = [], load(out).handed, known(lab_in(out))
    for folder in sorted(path for path in out.iterdir() if path.is_dir() and (not names or path.name in names)):
        if (folder / VERDICT).exists():
            found.append(Outcome(folder.name, verdicts.load(folder / VERDICT)))
        elif (folder / PROBLEM).exists():
            record = json.loads((folder / PROBLEM).read_text(encoding="utf-8"))
            found.append(Outcome(folder.name, None, Message.from_json(record["problem"]), lab=lab))
    return found


def _evidence(path: Path) -> PageData | None:
    """The evidence beside a verdict; None where there is none of this grader's format."""
    try:
        return PageData.load(path)
    except ValueError:
        return None
