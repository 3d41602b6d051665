"""The points that markdown tables state: a row, or a column, for each part of a lab."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.i18n.messages import LANGUAGES, render
from autograder.lab import Lab

TOTAL = "total"
TOTALS = {TOTAL, "sum", "总分", "总计", "合计"}
POINTS = re.compile(r"points|分数|分值", re.IGNORECASE)
VALUE = re.compile(r"[\s*+]*(?P<number>\d+(?:\.\d+)?)[\s*]*(?:分|points)?\s*")
MARKS = re.compile(r"[(（].*?[)）]|[*`\s]")


@dataclass(frozen=True)
class Stated:
    """The points that a table states. name: a part's, or "total". start: where they stand in the text.

    found: empty where the table has no row for this part; expected: what should stand there.
    """

    name: str
    found: str
    expected: str
    start: int
    can_be_written: bool = True


@dataclass(frozen=True)
class Cell:
    """A cell's text and where it begins."""

    text: str
    start: int

    @property
    def value(self) -> re.Match | None:
        """The match of a number that stands alone."""
        return VALUE.fullmatch(self.text)


def stated_points(text: str, lab: Lab) -> Iterator[Stated]:
    """What each table of points says of each part, of the total, and of the parts that it leaves out."""
    points = {part.name: part.points for part in lab.parts} | {TOTAL: lab.total}
    names = {_plain(title): part.name for part in lab.parts
             for title in (part.name, *(render(part.title, language) for language in LANGUAGES))}
    names |= dict.fromkeys(TOTALS, TOTAL)
    for rows in _tables(text):
        for pairs in (_by_column(rows), _by_row(rows)):
            known = [(names.get(_plain(name.text)), value) for name, value in pairs]
            parts = {name for name, _ in known if name in lab.part}
            if len(parts) < 2 or 2 * len(parts) <= sum(name != TOTAL for name, _ in known):
                continue  # of something else
            for name, value in known:
                if name and (match := value.value):
                    yield Stated(name, match["number"], str(points[name]), value.start + match.start("number"))
            for (heading, value), (name, _) in zip(pairs, known):
                if name is None and value.value:
                    other = heading.text.strip(" `*")
                    yield Stated(other, other, "no part of this lab", heading.start, False)
            for missing in [part for part in lab.part if part not in parts]:
                yield Stated(missing, "", f"a place for its {points[missing]} points", rows[0][0].start, False)


def _plain(title: str) -> str:
    return MARKS.sub("", title).casefold()


def _tables(text: str) -> Iterator[list[list[Cell]]]:
    """The rows of each table, the line below its head left out."""
    rows: list[list[Cell]] = []
    start = 0
    for line in [*text.splitlines(keepends=True), ""]:
        if line.lstrip().startswith("|"):
            if not re.fullmatch(r"[\s|:-]+", line):
                rows.append(_cells(line, start))
        elif rows:
            yield rows
            rows = []
        start += len(line)


def _cells(line: str, start: int) -> list[Cell]:
    return [Cell(match[1], start + match.start(1)) for match in re.finditer(r"\|((?:\\.|[^|\\\n])*)(?=\|)", line)]


def _by_column(rows: list[list[Cell]]) -> list[tuple[Cell, Cell]]:
    """(name, points) of a table with a column for each part and one row."""
    return list(zip(*rows)) if len(rows) == 2 else []


def _by_row(rows: list[list[Cell]]) -> list[tuple[Cell, Cell]]:
    """(name, points) of a table whose head has a column of points."""
    column = next((number for number, cell in enumerate(rows[0]) if POINTS.search(cell.text)), 0)
    return [(row[0], row[column]) for row in rows[1:] if column and len(row) > column]
