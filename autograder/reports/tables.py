"""grades.csv: one line a submission, a column a part."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from autograder import rubric
from autograder.batch import Outcome
from autograder.messages import render
from autograder.plaintext import plain
from autograder.verdict import write_atomically

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_grades(outcomes: Iterable[Outcome], path: Path, language: str = "en") -> None:
    """Write the class's grades, sorted by name, readable by spreadsheets (UTF-8 with BOM)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    parts = [part.name for part in rubric.PARTS]
    writer.writerow(["submission", "score", "bonus", *parts, "flags"])
    for outcome in sorted(outcomes, key=lambda outcome: outcome.name):
        writer.writerow(_row(outcome, parts, language))
    write_atomically(path, "\ufeff" + buffer.getvalue())


def _row(outcome: Outcome, parts: list[str], language: str) -> list:
    name, verdict = _cell(outcome.name), outcome.verdict
    if verdict is None:
        return [name, "", "", *("" for _ in parts), _cell(render(outcome.problem, language))]
    return [name, verdict.score, verdict.bonus, *(verdict.earned(part) for part in parts),
            " ".join(flags(outcome))]


def flags(outcome: Outcome) -> list[str]:
    """What a person should look at: limits that were hit, faults of the grader."""
    results = outcome.verdict.results if outcome.verdict else []
    faults = {result.fault for result in results}
    return [flag for flag, there in (("limit", "limit" in faults), ("reply", "reply" in faults),
                                     ("grader-fault", "grader" in faults),
                                     ("unreadable", outcome.verdict is None),
                                     ("unconfined", outcome.unconfined)) if there]


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = plain(text)
    return f"'{text}" if text.startswith(FORMULA) else text
