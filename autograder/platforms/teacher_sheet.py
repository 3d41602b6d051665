"""A teacher's own spreadsheet with the scores of a class in it: its rows, formulas and formats stay."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograder.i18n.messages import say
from autograder.platforms import workbooks
from autograder.platforms.roster import Directory, people, read_tables
from autograder.platforms.sheets import Sheet, heading_key, read_bytes
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import Student

# Headings under which a score belongs, the likeliest first; as sheets.heading_key writes them.
SCORE = ("实验成绩", "本次成绩", "成绩", "得分", "分数", "总分", "score", "grade", "points", "mark")


def fill(path: Path, scores: Iterable[tuple[Student, int]], column: str) -> tuple[bytes, list[Student]]:
    """(the workbook at path with each person's score, who has no row in it).

    column: the heading of the scores; empty for the usual ones. Raises IntakeError.
    """
    data = read_bytes(path)
    if not data.startswith(workbooks.ZIP):
        raise IntakeError(say("{path} is no .xlsx workbook.", path=str(path)))
    rows: list[tuple[str, int, int]] = []  # worksheet, row and column of each student, in the order of `known`
    known: list[Student] = []
    for table, above in read_tables(path):
        place = _score_column(table, column)
        title = table.origin.rpartition(", ")[2]
        for number, student in people(table):
            rows.append((title, above + number, place))
            known.append(student)
    directory, strangers = Directory(known), []
    filled: dict[str, dict[int, tuple[int, int]]] = {}
    for student, score in scores:
        found = directory.find(student)
        if found is None:
            strangers.append(student)
            continue
        title, row, place = rows[found]
        filled.setdefault(title, {})[row] = (place, score)
    return workbooks.fill(data, str(path), filled), strangers


def _score_column(table: Sheet, column: str) -> int:
    """The place of the scores. Raises IntakeError where there is none, or several could be meant."""
    wanted = (heading_key(column),) if column else SCORE
    for heading in wanted:
        places = [place for place, name in enumerate(table.headings) if name == heading]
        if len(places) == 1:
            return places[0]
    raise IntakeError(say(
        "{path} has no column for the scores, or several of one name; its headings are {headings}. Name one with "
        "--assignment.", path=table.origin, headings=", ".join(filter(None, table.header[:12]))))
