"""Page pictures as HTML for a platform that sanitises what it is given (Gradescope)."""
from __future__ import annotations

from autograder.grading.page_data import PageData
from autograder.grading.verdict import Verdict
from autograder.i18n.messages import Message, render, say
from autograder.lab import known
from autograder.reports.pages.feedback import LABELS
from autograder.reports.pages.panels import shown
from autograder.reports.pages.render import fragment, words

# Characters: a file of results stays small, however large a figure a submission draws.
MAX_PICTURES = 1_500_000
WIDTH, WIDE = 150, 620


def gallery(verdict: Verdict, notes: list[Message], page_data: PageData, language: str) -> str:
    """The notes, then the pictures of each part in rows with their words below.

    Drawings are left out (they are no pictures), and so are pictures that would make it too large.
    """
    room, parts = MAX_PICTURES, []
    lab = known(verdict.lab)
    for part in verdict.parts:
        rows = []
        for row in _rows(shown(lab, part.name, page_data, language)):
            size = sum(len(panel["uri"]) for panel in row)
            if size <= room:
                room -= size
                rows.append(row)
        if rows:
            parts.append({"title": render(part.title, language), "rows": rows})
    labels = {"public": LABELS["public"], "pictures": say("Pictures of what your code does")}
    return fragment("gradescope.html", language, labels, parts=parts, notes=[words(note, language) for note in notes])


def _rows(shown: dict) -> list[list[dict]]:
    rows = [[{**panel, "width": WIDTH} for panel in row] for row in shown["rows"]]
    return [*rows, [{**shown["figure"], "width": WIDE}]] if shown["figure"] else rows
