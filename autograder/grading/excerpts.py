"""Lines of a submission for its author's page: where a check points, and where the names are defined."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import Any

from autograder.grading.verdict import PASSED, CheckResult
from autograder.submissions import syntax
from autograder.submissions.submission import Submission

AROUND = 3
LONGEST_DEFINITION = 60
WIDEST = 160
PLACE = re.compile(r"(?P<file>.+?)(?: \[cell (?P<cell>\d+)\])?:(?P<line>\d+)")


def excerpts(submission: Submission, results: Iterable[CheckResult]) -> dict[str, dict]:
    """Place -> excerpt for every place that a check names, and name -> excerpt of its definition.

    An excerpt is {"where": "file:line", "first": number of its first line, "marked": number or
    None, "lines": [...]}.
    """
    places = {result.where for result in results if result.outcome != PASSED and result.where}
    found = {place: excerpt for place in sorted(places) if (excerpt := _around(submission, place))}
    for name in submission.lab.canonical_file:
        if excerpt := _definition(submission, name):
            found[name] = excerpt
    return found


def _around(submission: Submission, place: str) -> dict[str, Any] | None:
    """The lines around "file:line" or "file [cell n]:line"; None where there is no such line."""
    match = PLACE.fullmatch(place)
    if match is None:
        return None
    line = int(match["line"])
    lines = _lines(submission, match["file"], match["cell"])
    if not 1 <= line <= len(lines):
        return None
    first = max(1, line - AROUND)
    return {"where": place, "first": first, "marked": line,
            "lines": [text[:WIDEST] for text in lines[first - 1:line + AROUND]]}


def _lines(submission: Submission, file: str, cell: str | None) -> list[str]:
    if cell is None:
        return submission.files.get(file, "").splitlines()
    cells = submission.cells.get(file, [])
    return cells[int(cell) - 1].splitlines() if 1 <= int(cell) <= len(cells) else []


def _definition(submission: Submission, name: str) -> dict[str, Any] | None:
    """The lines that define name: in its canonical file, else in the first other one that does."""
    for label, text in sorted(submission.code, key=lambda item: item[0] != submission.lab.canonical_file[name]):
        try:
            node = syntax.last_definition(syntax.parse(text, label).body, name)
        except SyntaxError:
            continue  # the verdict says so
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not syntax.is_stub(node):
            lines = text.splitlines()[node.lineno - 1:node.end_lineno][:LONGEST_DEFINITION]
            return {"where": f"{label}:{node.lineno}", "first": node.lineno, "marked": None,
                    "lines": [line[:WIDEST] for line in lines]}
    return None
