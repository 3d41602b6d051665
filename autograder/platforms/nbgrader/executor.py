"""Steps of `nbgrader autograde`, named in a course's nbgrader_config.py.

`RestoreCells` comes first of all, `GradeConfined` stands in Execute's place.
"""
from __future__ import annotations

import shutil
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Unicode

from autograder.batch.grade import Outcome
from autograder.batch.result_cache import VERDICT
from autograder.batch.warm_grader import WarmGrader
from autograder.grading import verdict as verdicts
from autograder.i18n.messages import LANGUAGES, Message, render
from autograder.lab import load
from autograder.platforms.nbgrader.filling import fill, give_bonus
from autograder.platforms.nbgrader.restoring import course_cells, restore
from autograder.platforms.nbgrader.submitted_notebook import take_findings, with_findings
from autograder.reports.pages.archive import write_page
from autograder.sandbox.layers import too_little_confinement
from autograder.submissions.submission import IntakeError, read_submission

# Beside autograded/ and feedback/: what `grade` leaves of a class, an assignment a folder.
GRADED = "graded"
SHOWN = "figures"  # by the notebook itself

_warm_grader = WarmGrader()


class _Step(NbGraderPreprocessor):
    """A step that knows where it is: in which course, for which student."""

    language = Enum(LANGUAGES, "en", help="Language of what students read under their test cells").tag(config=True)

    def course(self) -> CourseDirectory:
        return self.parent.parent.coursedir

    def gradebook(self, resources: dict) -> Gradebook:
        return Gradebook(resources["nbgrader"]["db_url"])


class RestoreCells(_Step):
    """Puts the course's cells back into a submitted notebook, whatever has become of it."""

    def preprocess(self, book: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        where = resources["nbgrader"]
        found = take_findings(book)
        with self.gradebook(resources) as gradebook:
            course = course_cells(gradebook, where["notebook"], where["assignment"])
        restored, findings = restore(book, course, self.language)
        return with_findings(restored, [*found, *findings]), resources


class GradeConfined(_Step):
    """Grades the submission that the notebook came from, once, and fills in the notebook's test cells.

    The notebook itself is not run. The verdict stays in graded/, from which `report` prints all pages.
    """

    secret = Unicode("", help="Seeds the hidden inputs; the same secret gives the same examination").tag(config=True)
    lab = Unicode("", help="The lab that is graded (default: the first one)").tag(config=True)
    unconfined = Bool(False, help="Grade even where this machine can't confine strangers' code").tag(config=True)

    def preprocess(self, book: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        where = resources["nbgrader"]
        if not self.unconfined and (lack := too_little_confinement()):
            raise NbGraderException(render(lack, self.language))
        if not self.secret:
            raise NbGraderException("GradeConfined.secret is not set in nbgrader_config.py")
        outcome = self._outcome(where["student"], where["assignment"], take_findings(book))
        self._keep(outcome, where["assignment"])
        lab = load(self.lab)
        fill(book, outcome, self.language, lab)
        with self.gradebook(resources) as gradebook:
            give_bonus(gradebook, outcome, where["notebook"], where["assignment"], where["student"], lab)
        self._tidy(where["assignment"], Path(resources["metadata"]["path"]))
        return book, resources

    def _outcome(self, student: str, assignment: str, findings: list[Message]) -> Outcome:
        """What came of the submission. Raises where the grader itself failed: nbgrader goes on with
        the next student and tries this one again at its next run."""
        course = self.course()
        folder = Path(course.format_path(course.submitted_directory, student, assignment))
        try:
            submission = read_submission(folder, student, load(self.lab))
        except IntakeError as error:
            return Outcome(student, None, error.message)
        verdict = _warm_grader.grade(submission, self.secret)
        verdict.notes += [finding for finding in findings if finding not in verdict.notes]
        return Outcome(student, verdict)

    def _tidy(self, assignment: str, folder: Path) -> None:
        """Take out the folders that everybody was given, or every student's feedback would have them again."""
        given = Path(self.course().format_path(self.course().source_directory, ".", assignment))
        for entry in given.iterdir():
            if entry.is_dir() and entry.name != SHOWN:
                shutil.rmtree(folder / entry.name, ignore_errors=True)

    def _keep(self, outcome: Outcome, assignment: str) -> None:
        out = Path(self.course().root) / GRADED / assignment
        if outcome.verdict is not None:
            verdicts.save(outcome.verdict, out / outcome.name / VERDICT)
        write_page(outcome, out, self.language)
