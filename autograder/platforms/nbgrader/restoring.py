"""Restore the course's cells in a submitted notebook: each once, of its kind, the locked ones verbatim.

Students delete, copy, edit and turn cells into others, tools drop metadata. nbgrader drops such a
submission, or lets the last of two copies count unseen. Here what a student wrote stays, every
repair is a finding, and the points do not depend on it: the code that is graded is the submission's own.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests

from autograder.i18n.messages import Message, render, say
from autograder.platforms.nbgrader.markdown import fenced

CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
ADDED = say("This cell was missing from the submission and was put back.")
KEPT = say("What the submission had in place of the cell above:")


@dataclass(frozen=True)
class CourseCell:
    """One of the course's cells, as the gradebook has it. points: None where it has none."""

    name: str
    kind: str
    source: str
    locked: bool
    solution: bool
    points: float | None
    checksum: str

    @property
    def mark(self) -> dict:
        """nbgrader's metadata of the cell."""
        mark = {"schema_version": 3, "grade_id": self.name, "grade": self.points is not None, "task": False,
                "solution": self.solution, "locked": self.locked, "checksum": self.checksum, "cell_type": self.kind}
        return mark if self.points is None else {**mark, "points": self.points}

    @property
    def released(self) -> str:
        """The source as students have it."""
        cell = v4.new_code_cell(self.source)
        ClearHiddenTests()._remove_hidden_test_region(cell)
        return cell.source


def course_cells(gradebook: Gradebook, notebook: str, assignment: str) -> list[CourseCell]:
    """The course's cells in their order. Raises nbgrader's MissingEntry for an unknown notebook."""
    known = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in known.grade_cells}
    solutions = {cell.name for cell in known.solution_cells}
    return [CourseCell(cell.name, cell.cell_type, cell.source, cell.locked, cell.name in solutions,
                   points.get(cell.name), cell.checksum) for cell in known.source_cells]


class Restoration:
    """restore(book, course, language): the repaired notebook, and the findings about it."""

    def __init__(self, book: NotebookNode, course: list[CourseCell], language: str) -> None:
        self._cells, self._course, self._language = list(book.cells), course, language
        self.findings: list[Message] = []
        self._places = {cell.name: self._claim(cell) for cell in course}
        self._kept: dict[int, NotebookNode] = {}  # behind the cell with this number

    def book(self) -> NotebookNode:
        """Repair everything; the notebook."""
        strangers = not any(place is not None for place in self._places.values())
        if strangers and any(cell.cell_type == "code" for cell in self._cells):
            self.findings.append(say("None of the notebook's cells has the name that the assignment gave it; "
                                     "tests and answers are at its end."))
        claimed = {place: self._by_name(name) for name, place in self._places.items() if place is not None}
        for place, cell in enumerate(self._cells):
            if place in claimed:
                self._repair(place, claimed[place])
            else:
                cell.metadata.pop("nbgrader", None)
        restored = list(self._with_missing(strangers))
        _make_unique(restored)
        return v4.new_notebook(cells=restored)

    def _by_name(self, name: str) -> CourseCell:
        return next(cell for cell in self._course if cell.name == name)

    def _claim(self, cell: CourseCell) -> int | None:
        """The place of the submitted cell that stands for this one."""
        places = [place for place, found in enumerate(self._cells) if _name(found) == cell.name]
        if len(places) > 1:
            self.findings.append(say(
                "The cell {cell} is there {n} times. The last one that was changed counts as the cell; the others "
                "stay in the notebook, and code counts wherever it stands.", cell=cell.name, n=len(places)))
        changed = [place for place in places if self._cells[place].source not in (cell.source, cell.released)]
        chosen = changed if changed and not cell.locked else places
        return chosen[-1] if chosen else None

    def _repair(self, place: int, cell: CourseCell) -> None:
        found = self._cells[place]
        if found.cell_type != cell.kind:
            self.findings.append(say("The cell {cell} had been turned into another kind ({kind}).",
                                     cell=cell.name, kind=found.cell_type))
        source = found.source
        if cell.locked and source not in (cell.source, cell.released):
            self.findings.append(say("The cell {cell} had been changed. The course's own is used; what stood there "
                                     "follows it.", cell=cell.name))
            self._kept[place] = found
        if cell.locked:
            source = cell.source
        self._cells[place] = _cell(cell, source, found)

    def _with_missing(self, strangers: bool) -> Iterator[NotebookNode]:
        """The cells in order, each missing one that bears points behind its predecessor in the course."""
        behind: dict[int, list[CourseCell]] = {}
        last = len(self._cells) - 1 if strangers else -1
        for cell in self._course:
            place = self._places[cell.name]
            if place is not None:
                last = place
            elif cell.points is not None:
                behind.setdefault(last, []).append(cell)
                if not strangers:
                    self.findings.append(say("The cell {cell} was missing and was put back.", cell=cell.name))
        yield from map(self._added, behind.get(-1, []))
        for place, cell in enumerate(self._cells):
            yield cell
            if place in self._kept:
                yield v4.new_markdown_cell(f"{self._say(KEPT)}\n\n{fenced(self._kept[place].source)}")
            yield from map(self._added, behind.get(place, []))

    def _added(self, cell: CourseCell) -> NotebookNode:
        """A missing cell. An answer says that it was none, which leaves its points to a person."""
        return _cell(cell, f"{self._say(ADDED)}\n\n{cell.source}" if cell.solution else cell.source)

    def _say(self, message: Message) -> str:
        return render(message, self._language)


def restore(book: NotebookNode, course: list[CourseCell], language: str) -> tuple[NotebookNode, list[Message]]:
    """(the notebook with all of the course's cells that bear points, what was found wrong with it)."""
    restoration = Restoration(book, course, language)
    return restoration.book(), restoration.findings


def _name(cell: NotebookNode) -> str | None:
    """The name that a submitted cell bears: nbgrader's, or the id where a tool dropped the metadata."""
    mark = cell.metadata.get("nbgrader")
    return mark.get("grade_id") if mark else cell.get("id")


def _cell(course: CourseCell, source: str, found: NotebookNode | None = None) -> NotebookNode:
    make = v4.new_code_cell if course.kind == "code" else v4.new_markdown_cell
    cell = make(source, id=course.name, metadata={"nbgrader": course.mark})
    if course.locked:
        cell.metadata.update(deletable=False, editable=False)
    if found and course.kind == "markdown" and "attachments" in found:
        cell.attachments = found.attachments
    return cell


def _make_unique(cells: list[NotebookNode]) -> None:
    """Give a new id to every cell whose own is odd, or another's: the course's cells keep theirs."""
    taken: set[str] = {cell.id for cell in cells if "nbgrader" in cell.metadata}
    for number, cell in enumerate(cells, 1):
        if "nbgrader" in cell.metadata:
            continue
        if cell.id in taken or not CELL_ID.fullmatch(cell.id):
            cell.id = f"submitted-{number}"
            while cell.id in taken:
                cell.id += "x"
        taken.add(cell.id)
