"""The scores of a class as Canvas, Moodle, Gradescope and spreadsheet programs take them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.batch.class_record import load
from autograder.grading.atomic import write_atomically
from autograder.grading.verdict import PASSED, Verdict
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.platforms import Handed, Student, canvas, moodle, teacher_sheet
from autograder.platforms.gradescope import export
from autograder.platforms.sheets import read_sheet
from autograder.reports.pages.archive import outcomes_in
from autograder.reports.tables import cell
from autograder.reports.words import score_words
from autograder.reports.workbook import write_workbook

CANVAS, MOODLE, GRADESCOPE = "upload-canvas.csv", "upload-moodle.csv", "upload-gradescope.csv"
SPREADSHEET, WORKBOOK = "upload-spreadsheet.xlsx", "grades.xlsx"


class Scores:
    """The scores of a graded folder by person.

    said: what a person should know about what could not be filled in, as it comes up.
    """

    def __init__(self, out: Path, with_bonus: bool = True) -> None:
        register = load(out)
        verdicts = {outcome.name: outcome.verdict for outcome in outcomes_in(out)}
        self._out, self._missing, self._bonus = out, register.missing, with_bonus
        self._graded = [(register.handed.get(name) or Handed(name, out / name), verdict)
                        for name, verdict in sorted(verdicts.items())]
        self.said: list[Message] = []

    def __len__(self) -> int:
        return len(self._graded)

    def fill_canvas(self, path: Path, assignment: str) -> Path:
        """The gradebook at path with the assignment's column filled. Raises IntakeError and OSError."""
        sheet = read_sheet(path)
        scores = ((student, score) for student, score, _ in self._people())
        filled = canvas.fill(sheet, scores, assignment)
        self._tell_strangers(filled.strangers, path)
        if filled.excused:
            self.said.append(say("{path} excuses {names}; that was left as it was.", path=str(path),
                                 names=_names(filled.excused)))
        if filled.above:
            self.said.append(say(
                "In Canvas the assignment has {possible} points, and these have more: {names}. Canvas takes that as "
                "extra credit; --no-bonus leaves the bonus out.", possible=f"{filled.possible:g}",
                names=_names(filled.above)))
        if filled.ignored:
            self.said.append(say(
                "Canvas's import passes over the column {name}, as over all with Final Grade, Current Score and the "
                "like in their name: give the assignment another name in Canvas and export the gradebook again.",
                name=filled.ignored))
        return self._write(CANVAS, sheet.encoded())

    def fill_moodle(self, path: Path, language: str) -> Path:
        """The grading worksheet at path with grades and feedback. Raises IntakeError and OSError."""
        sheet = read_sheet(path)
        strangers, cut = moodle.fill(sheet, ((student, score, comment_text(verdict, language))
                                             for student, score, verdict in self._people()))
        self._tell_strangers(strangers, path)
        if cut:
            self.said.append(say("Moodle takes no more than the assignment's maximum; the bonus was cut for {names}.",
                                 names=_names(cut)))
        return self._write(MOODLE, sheet.encoded())

    def fill_spreadsheet(self, path: Path, column: str) -> Path:
        """A teacher's own workbook with a column filled. Raises IntakeError and OSError."""
        data, strangers = teacher_sheet.fill(
            path, ((student, score) for student, score, _ in self._people()), column)
        self._tell_strangers(strangers, path)
        return self._write(SPREADSHEET, data)

    def write_workbook(self, language: str) -> Path:
        """The class as a workbook. Raises OSError."""
        write_workbook(outcomes_in(self._out), self._out / WORKBOOK, language)
        return self._out / WORKBOOK

    def write_gradescope(self) -> Path:
        """A table of scores by student number and e-mail, as Gradescope's own. Raises OSError."""
        sheet = export.scores(self._graded, self._missing)
        sheet.rows = [[cell(text) for text in row] for row in sheet.rows]
        return self._write(GRADESCOPE, sheet.encoded())

    def _people(self) -> Iterator[tuple[Student, int, Verdict]]:
        """Everybody who has a verdict. Whom no roster knows is looked for by the submission's name."""
        for handed, verdict in self._graded:
            if verdict is None or not verdict.complete:
                self.said.append(say("{name} has no complete verdict; that line was left as it was.", name=handed.name))
                continue
            score = verdict.score + (verdict.bonus if self._bonus else 0)
            for student in handed.students or (Student(name=handed.name, login=handed.name, id=handed.name),):
                yield student, score, verdict

    def _tell_strangers(self, strangers: list[Student], path: Path) -> None:
        if strangers:
            self.said.append(say("{path} has no line for {names}.", path=str(path), names=_names(strangers)))

    def _write(self, name: str, data: bytes) -> Path:
        write_atomically(self._out / name, data)
        return self._out / name


def _names(students: Iterable[Student]) -> str:
    return ", ".join(plain(student.called, 60) for student in students)


def comment_text(verdict: Verdict, language: str) -> str:
    """A verdict as plain text: a line a part, and the sentences that are not yet true. None of it is a
    submission's words."""
    lines = [render(score_words(verdict), language)]
    for part in verdict.parts:
        lines.append(f"{render(part.title, language)}: {verdict.earned(part.name)}/{part.points}")
        lines += [f"- {plain(render(result.claim, language))} ({result.check})"
                  for result in verdict.of_part(part.name) if result.outcome != PASSED]
    return "\n".join(lines)
