"""The verb `grade`: a class with its progress bar, its files and its table."""
from __future__ import annotations

from pathlib import Path

from rich.console import Console, Group
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from autograder.batch import Outcome, grade_class
from autograder.messages import render, say
from autograder.plaintext import plain
from autograder.platforms import Student
from autograder.register import enrol
from autograder.reports.gradescope import write_results, write_unreadable
from autograder.reports.pages.archive import CLASS_PAGE, write_class, write_page
from autograder.reports.summary import summary
from autograder.reports.tables import write_grades
from autograder.reports.terminal import class_table


def run_class(paths: list[Path], out: Path, jobs: int, secret: str, worker: str,
              language: str, pictures: bool = True, roster: list[Student] | None = None,
              assignment: str = "") -> int:
    """Grade everything under paths into out. 0: all judged; 1: something needs a person; 2: nothing.

    roster: who is in the class; assignment: which of an nbgrader course's."""
    console = Console()
    try:
        register = enrol(paths, out, secret, roster, assignment)
    except OSError as error:
        console.print(render(say("{path} could not be written ({reason}). Nothing was graded; make room, or name "
                                 "another folder with --out.", path=str(error.filename or out),
                                 reason=error.strerror or str(error)), language), highlight=False, markup=False)
        return 1
    submissions = register.submissions
    if not submissions:
        console.print(render(say("No submissions were found under {paths}.",
                                 paths=", ".join(map(str, paths))), language), markup=False)
        console.print(Group(*summary([], language, register)))
        return 2
    outcomes = []
    with _progress(console) as progress:
        task = progress.add_task("", total=len(submissions))
        for outcome in grade_class(submissions, out, min(jobs, len(submissions)), secret, worker,
                                   pictures):
            outcomes.append(outcome)
            _write(outcome, out, language)
            write_grades(outcomes, out / "grades.csv", language)
            progress.update(task, advance=1, description=escape(plain(outcome.name, 30)))
    write_class(outcomes, out / CLASS_PAGE, language)
    console.print(class_table(outcomes, language, register))
    console.print(render(say("Verdicts, pages and grades.csv are in {out}; open {page} first.",
                             out=str(out), page=str(out / CLASS_PAGE)), language),
                  highlight=False, markup=False)
    troubled = [outcome for outcome in outcomes
                if outcome.verdict is None or outcome.verdict.grader_faults]
    return 1 if troubled else 0


def _write(outcome: Outcome, out: Path, language: str) -> None:
    """results.json and the page in the reader's language, also for what could not be read."""
    path = out / outcome.name / "results.json"
    if outcome.verdict is None:
        write_unreadable(outcome.problem, path, language)
    else:
        write_results(outcome.verdict, path, language)
    write_page(outcome, out, language)


def _progress(console: Console) -> Progress:
    return Progress(TextColumn("{task.description:<30}"), BarColumn(), MofNCompleteColumn(),
                    TimeElapsedColumn(), TimeRemainingColumn(), console=console)
