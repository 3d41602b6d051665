"""The verb `grade`: a class with its progress bar, its files and its table."""
from __future__ import annotations

import time
from collections.abc import Callable, Collection
from datetime import tzinfo
from fnmatch import fnmatchcase
from pathlib import Path

from rich.console import Console, Group
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder.batch.class_record import COPIES, ClassRecord, enrol, labs_in
from autograder.batch.disk import writing
from autograder.batch.grade import GradingOptions, Halted, Outcome, grade_class
from autograder.batch.report_version import is_current, stamp
from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.lab import Lab, load
from autograder.platforms import Student, take_in
from autograder.reports.gradescope import write_results, write_unreadable
from autograder.reports.hints import chosen
from autograder.reports.pages.archive import CLASS_PAGE, outcomes_in, write_class, write_page
from autograder.reports.summary import summary
from autograder.reports.tables import write_grades
from autograder.reports.terminal import class_table
from autograder.sandbox import interruption

STOPPED = 3
BETWEEN_TABLES = 10.0  # seconds: grades.csv holds every line of the class, and grows with it


def run_class(paths: list[Path], out: Path, jobs: int, language: str, options: GradingOptions | None = None, *,
              scheduler: str | None = None, force: bool = False, only: Collection[str] = (),
              roster: list[Student] | None = None, assignment: str = "", zone: tzinfo | None = None,
              lab: Lab | None = None) -> int:
    """Grade everything under paths into out. 0: all judged; 1: something needs a person; 2: nothing; 3: stopped.

    only: patterns of names; what they leave out keeps what it was given before. roster: who is in the
    class; assignment: which of an nbgrader course's; zone: the one that the course is held in;
    lab: to which it is handed in.
    """
    console, options = Console(), options or GradingOptions()

    def tell(message: Message) -> None:
        console.print(render(message, language), highlight=False, markup=False)

    try:
        _refuse_another_lab(out, lab or load())
        with writing(out):
            register = enrol(take_in(paths, out / COPIES, roster, assignment, zone, lab), out, options.secret, lab)
    except Halted as halt:
        tell(say("Nothing was graded. {reason}", reason=halt.reason))
        return STOPPED
    found = register.submissions
    chosen = {name: path for name, path in found.items() if not only or any(fnmatchcase(name, each) for each in only)}
    if not chosen:
        tell(say("No submissions were found under {paths}.", paths=", ".join(map(str, paths))) if not found else
             say("No submission is named {names}.", names=", ".join(only)))
        console.print(Group(*summary([], language, register)))
        return 2
    klass = _Class(out, language, register, set(found) - set(chosen))
    try:
        with interruption.heard_once(), _progress(console) as progress:
            task = progress.add_task("", total=len(chosen))
            for outcome in grade_class(chosen, out, options, min(jobs, len(chosen)), scheduler, force, lab):
                klass.add(outcome)
                progress.update(task, advance=1, description=escape(plain(outcome.name, 30)))
    except KeyboardInterrupt:
        tell(say("Stopped after {done} of {all} submissions. What is graded is kept: the same command goes on from "
                 "there.", done=klass.done, all=len(chosen)))
        return interruption.EXIT
    except Halted as halt:
        tell(say("The grading was stopped after {done} of {all} submissions. {reason}", done=klass.done,
                 all=len(chosen), reason=halt.reason))
        return STOPPED
    return klass.finish(console, tell)


def _refuse_another_lab(out: Path, lab: Lab) -> None:
    """Raise Halted where the folder holds what was graded of another lab: nothing there is touched."""
    for name in labs_in(out) if out.is_dir() else ():
        if name != lab.name:
            raise Halted(say("{out} holds what was graded of the lab {other}, and this is {lab}: name another folder "
                             "with --out.", out=str(out), other=name, lab=lab.name))


class _Class:
    """The outcomes of a class, and the files that are written of them."""

    def __init__(self, out: Path, language: str, register: ClassRecord, others: Collection[str]) -> None:
        self._out, self._language, self._register = out, language, register
        earlier = outcomes_in(out) if others and out.is_dir() else []
        self._outcomes = [outcome for outcome in earlier if outcome.name in others]
        self._before, self._written = len(self._outcomes), time.monotonic()

    @property
    def done(self) -> int:
        return len(self._outcomes) - self._before

    def add(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        with writing(self._out):
            self._print(outcome)
            if time.monotonic() - self._written > BETWEEN_TABLES:
                self._write_grades()

    def finish(self, console: Console, tell: Callable[[Message], None]) -> int:
        try:
            with writing(self._out):
                self._write_grades()
                write_class(self._outcomes, self._out / CLASS_PAGE, self._language)
        except Halted as halt:
            tell(halt.reason)
            return STOPPED
        console.print(class_table(self._outcomes, self._language, self._register))
        if kept := sum(outcome.kept for outcome in self._outcomes):
            tell(say("{kept} of {all} were graded before and have not changed since.", kept=kept, all=self.done))
        tell(say("Verdicts, pages and grades.csv are in {out}; open {page} first.",
                 out=str(self._out), page=str(self._out / CLASS_PAGE)))
        troubled = [outcome for outcome in self._outcomes
                    if outcome.verdict is None or outcome.verdict.grader_faults]
        return 1 if troubled else 0

    def _write_grades(self) -> None:
        write_grades(self._outcomes, self._out / "grades.csv", self._language)
        self._written = time.monotonic()

    def _print(self, outcome: Outcome) -> None:
        """results.json and the page in the reader's language, also for what could not be read."""
        folder = self._out / outcome.name
        if outcome.kept and is_current(folder, self._language, chosen()):
            return
        if outcome.verdict is None:
            write_unreadable(outcome.problem, folder / "results.json", self._language, outcome.lab)
        else:
            write_results(outcome.verdict, folder / "results.json", self._language)
        write_page(outcome, self._out, self._language)
        if outcome.verdict is not None:
            stamp(folder, self._language, chosen())


def _progress(console: Console) -> Progress:
    return Progress(TextColumn("{task.description:<30}"), BarColumn(), MofNCompleteColumn(),
                    TimeElapsedColumn(), TimeRemainingColumn(), console=console, refresh_per_second=2)
