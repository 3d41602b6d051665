"""Enter verdicts of `grade` into an nbgrader gradebook.

What `nbgrader autograde` would leave is left: the student, the submission and the grades in the
database, the notebook with words and points in autograded/. Submissions of files have no notebook:
their files stand in one as text, and their answers are a person's to look for.
"""
from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearHiddenTests, SaveAutoGrades
from sqlalchemy.exc import SAWarning

from autograder.batch.class_record import ClassRecord
from autograder.batch.grade import Outcome
from autograder.grading.atomic import write_atomically
from autograder.i18n.messages import say
from autograder.lab import Lab
from autograder.platforms import Student
from autograder.platforms.naming import fit
from autograder.platforms.nbgrader.completing import blobs_in, notebook_in, quoting
from autograder.platforms.nbgrader.filling import fill, give_bonus
from autograder.platforms.nbgrader.restoring import CourseCell, course_cells, restore
from autograder.platforms.nbgrader.submitted_notebook import notebook_of, take_findings
from autograder.submissions.submission import NOTEBOOK, IntakeError, read_submission

BOOK = Path(NOTEBOOK).stem
GRADEBOOK = "gradebook.db"
# nbgrader's own export writes its cells without quotes, so none may stand in a name.
SEPARATORS = re.compile(r'[\s,"]+')


class NoGradebook(Exception):
    """There is no gradebook that knows the assignment. `message` says what to do."""

    def __init__(self, url: str, assignment: str) -> None:
        super().__init__(url)
        self.message = say("{url} is no gradebook that knows {assignment}. Run `nbgrader generate_assignment "
                           "{assignment}` in the course folder first.", url=url, assignment=assignment)


@dataclass(frozen=True)
class CourseBook:
    """A gradebook and the folder of graded notebooks that goes with it."""

    url: str
    autograded: Path
    lab: Lab

    @property
    def assignment(self) -> str:
        """The lab's name, which the course has made an assignment of."""
        return self.lab.name

    @classmethod
    def at(cls, place: str, lab: Lab) -> CourseBook:
        """The gradebook of a course folder, in a file, or at an SQLite URL. Raises NoGradebook."""
        path = Path(place.removeprefix("sqlite:///"))
        if path.is_dir():
            path = path / GRADEBOOK
        coursebook = cls(f"sqlite:///{path.resolve()}", path.resolve().parent / "autograded", lab)
        if not path.is_file():  # nbgrader would make an empty one
            raise NoGradebook(place, lab.name)
        try:
            with Gradebook(coursebook.url) as gradebook:
                gradebook.find_notebook(BOOK, coursebook.assignment)
        except MissingEntry:
            raise NoGradebook(place, lab.name) from None
        return coursebook

    def enter(self, outcome: Outcome, submission: Path, language: str, handed_in: datetime | None = None,
              student: Student | None = None) -> Path:
        """Enter what came of a submission; the notebook written. Where nobody is named, the outcome's name is the id.

        A person's points and comments stay; where there are points, the cell waits for a second look.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, about nothing that a reader can change
            return self._enter(outcome, submission, language, handed_in, student or Student(id=outcome.name))

    def _enter(self, outcome: Outcome, submission: Path, language: str, handed_in: datetime | None,
               person: Student) -> Path:
        student = fit(person.id or person.login or person.email or outcome.name).replace(",", "_")
        more = {"timestamp": handed_in} if handed_in else {}
        with Gradebook(self.url) as gradebook:
            gradebook.update_or_create_student(student, **_about(person))
            gradebook.update_or_create_submission(self.assignment, student, **more)
            course = course_cells(gradebook, BOOK, self.assignment)
        book = self._graded(outcome, submission, course, language)
        resources = {"nbgrader": {"notebook": BOOK, "assignment": self.assignment, "student": student,
                                  "db_url": self.url}}
        book, _ = SaveAutoGrades().preprocess(book, resources)
        with Gradebook(self.url) as gradebook:
            give_bonus(gradebook, outcome, BOOK, self.assignment, student, self.lab)
        book, _ = ClearHiddenTests().preprocess(book, resources)
        target = self.autograded / student / self.assignment / NOTEBOOK
        write_atomically(target, nbformat.writes(book) + "\n")
        return target

    def _graded(self, outcome: Outcome, submission: Path, course: list[CourseCell], language: str) -> NotebookNode:
        """The submission's notebook, repaired and filled in; one that quotes its files where there is none."""
        blobs = blobs_in(submission)
        name = notebook_in(blobs)
        book = notebook_of(blobs[name], name) if name else quoting(blobs)
        take_findings(book)  # the verdict says it, too
        book, findings = restore(book, course, language)
        if outcome.verdict:
            outcome = replace(outcome, verdict=replace(outcome.verdict, notes=[*outcome.verdict.notes, *findings]))
        fill(book, outcome, language, self.lab)
        return book


def enter_class(coursebook: CourseBook, register: ClassRecord, outcomes: Iterable[Outcome], language: str) -> int:
    """Enter every outcome of the class, for each member of a group; how many submissions were entered.

    What the grader itself failed over has no points, and so none are entered."""
    known = [(outcome, register.handed[outcome.name]) for outcome in outcomes if outcome.name in register.handed]
    judged = [(outcome, handed) for outcome, handed in known if _is_judged(outcome, handed.path, coursebook.lab)]
    for outcome, handed in judged:
        for student in handed.students or (None,):
            coursebook.enter(outcome, handed.path, language, _in_utc(handed.handed_in), student)
    return len(judged)


def _is_judged(outcome: Outcome, submission: Path, lab: Lab) -> bool:
    """Whether the outcome is the submission's doing: a verdict on all of it, or that it can't be read."""
    if outcome.verdict is not None:
        return outcome.verdict.complete
    try:
        read_submission(submission, lab=lab)
    except IntakeError:
        return True
    return False


def _in_utc(moment: datetime | None) -> datetime | None:
    """As the database keeps it: UTC that does not say so."""
    return moment.astimezone(timezone.utc).replace(tzinfo=None) if moment else None


def _about(person: Student) -> dict[str, str]:
    """What a gradebook keeps of a person beside the id; what is not known stays as it stands there."""
    last, _, first = person.name.replace("，", ",").partition(",")  # "Lee, Ann", as Canvas writes everybody
    known = {"email": person.email, "last_name": last, "first_name": first}
    return {field: value for field, text in known.items() if (value := SEPARATORS.sub(" ", text).strip())}
