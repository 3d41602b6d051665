"""A teaching assistant's verbs: `grade`, `report` and `upload`."""
from __future__ import annotations

import os
import sys
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.commands.shared import (
    CHALLENGE_DATA,
    GRADED,
    HINTS,
    LANGUAGE,
    WORKER,
    chosen_lab,
    complain,
    needing,
    read_challenge_data,
    secret,
)
from autograder.i18n.messages import Message, default_language, render, say

if TYPE_CHECKING:  # of an extra
    from autograder.platforms.nbgrader.gradebook import CourseBook

JUDGED = (0, 1)  # run_class came to the end of the class


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default=GRADED, show_default="graded",
              help="Folder for verdicts and tables.")
@click.option("--jobs", type=click.IntRange(1), default=None,
              help="Submissions graded at a time (default: one a core).")
@click.option("--unconfined", is_flag=True,
              help="Grade with less confinement than strangers' code needs; every verdict says so.")
@click.option("--pictures/--no-pictures", default=True, show_default=True,
              help="Run each submission once more, on public slices, for the pictures on its page.")
@click.option("--only", multiple=True, metavar="NAME",
              help="Grade this submission only; * and ? stand for any letters (may be repeated).")
@click.option("--force", is_flag=True, help="Grade anew what was graded before and has not changed, too.")
@click.option("--timeout", type=click.FloatRange(1), default=None, metavar="SECONDS",
              help="Begin no more checks on a submission after so long (default: only each check has limits).")
@click.option("--scheduler", default=None, metavar="ADDRESS",
              help="Grade on the workers of this Dask scheduler (tcp://host:8786) and not here; see docs/scale.md.")
@click.option("--roster", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Who is in the class, as CSV or .xlsx; a gradebook or grading worksheet will do.")
@click.option("--assignment", default="", help="Of an nbgrader course with several: which one this lab is.")
@click.option("--timezone", default=None, metavar="ZONE",
              help="The course's time zone, for times of submission in a zone that could be several (Asia/Shanghai).")
@click.option("--gradebook", default=None, metavar="PLACE",
              help="Also enter the verdicts in this nbgrader gradebook: a course folder, a gradebook.db or its URL.")
@click.option("--challenge-data", type=click.Path(path_type=Path), envvar=CHALLENGE_DATA,
              help="Score the challenge on this data folder's testA and testB (default: heads drawn from the secret).")
@LANGUAGE
@HINTS
@WORKER
def grade(paths: tuple[Path, ...], out: Path, jobs: int | None, unconfined: bool, pictures: bool,
          only: tuple[str, ...], force: bool, timeout: float | None, scheduler: str | None, roster: Path | None,
          assignment: str, timezone: str | None, gradebook: str | None, challenge_data: Path | None,
          lang: str | None, worker: str) -> None:
    """Grade every submission under PATHS (default: the sample class).

    A path is a submission, a folder of them, or what Gradescope, Canvas, Moodle or nbgrader give
    out for a class, as a folder or a zip. What was graded before into the same folder, and would
    come out the same, is kept: a run that was interrupted is taken up by the same command.
    """
    from autograder.batch.grade import GradingOptions
    from autograder.commands.grade import run_class
    from autograder.sandbox.layers import too_little_confinement

    language = lang or default_language()
    if not unconfined and not scheduler and (lack := too_little_confinement()):
        raise SystemExit(complain(render(lack, language)))
    slices = read_challenge_data(challenge_data, language) if challenge_data else None
    chosen = list(paths) or [chosen_lab().fixtures / "submissions"]
    for path in chosen:
        if not path.exists():
            raise SystemExit(complain(render(say(
                "{path} does not exist. Give a folder of submissions, a zip or a notebook.",
                path=str(path)), language)))
    students = _read_roster(roster, language) if roster else None
    zone = _zone(timezone, language) if timezone else None
    coursebook = _coursebook(gradebook, language) if gradebook else None
    options = GradingOptions(secret(), worker, pictures, timeout, strict=not unconfined, challenge_data=slices)
    code = run_class(chosen, out, jobs or os.cpu_count() or 1, language, options, scheduler=scheduler, force=force,
                     only=only, roster=students, assignment=assignment, zone=zone, lab=chosen_lab())
    if gradebook and coursebook is not None and code in JUDGED:
        _enter(coursebook, out, language, gradebook)
    sys.exit(code)


def _enter(coursebook: CourseBook, out: Path, language: str, place: str) -> None:
    from autograder.batch.class_record import load
    from autograder.platforms.nbgrader.gradebook import enter_class
    from autograder.reports.pages.archive import outcomes_in

    entered = enter_class(coursebook, load(out), outcomes_in(out), language)
    click.echo(render(say("{n} submissions were entered in {place}.", n=entered, place=place), language))


def _read_roster(path: Path, language: str) -> list:
    from autograder.platforms.roster import read_roster
    from autograder.submissions.intake import IntakeError

    try:
        return read_roster(path)
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None


def _zone(name: str, language: str) -> tzinfo:
    from autograder.platforms.times import zone_named

    zone = zone_named(name)
    if zone is None:
        raise SystemExit(complain(render(say("{name} is no time zone; one is called Asia/Shanghai, for instance.",
                                             name=name), language)))
    return zone


def _coursebook(place: str, language: str) -> CourseBook:
    """The gradebook at place, looked for before a class is graded in vain."""
    with needing("--gradebook", "dev", language):
        from autograder.platforms.nbgrader.gradebook import CourseBook, NoGradebook
    try:
        return CourseBook.at(place, chosen_lab())
    except NoGradebook as missing:
        raise SystemExit(complain(render(missing.message, language))) from None


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), default=GRADED)
@click.option("--canvas-gradebook", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="The gradebook that Canvas exported: its column for the assignment is filled.")
@click.option("--moodle-worksheet", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="The grading worksheet that Moodle gave out: grades and feedback comments are filled.")
@click.option("--gradescope", is_flag=True, help="A table of scores by student number and e-mail.")
@click.option("--spreadsheet", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Your own workbook (.xlsx) with student numbers or names: its column for the scores is filled.")
@click.option("--workbook", is_flag=True, help="The class as a workbook, grades.xlsx.")
@click.option("--assignment", default="",
              help="Name or number of the assignment in Canvas's gradebook; heading of the scores in a spreadsheet.")
@click.option("--bonus/--no-bonus", default=True, show_default=True, help="Add the bonus to the score.")
@LANGUAGE
def upload(out: Path, canvas_gradebook: Path | None, moodle_worksheet: Path | None, gradescope: bool,
           spreadsheet: Path | None, workbook: bool, assignment: str, bonus: bool, lang: str | None) -> None:
    """Write the scores of a graded OUT as files that Canvas, Moodle, Gradescope or a spreadsheet program take."""
    from autograder.platforms.uploads import Scores
    from autograder.submissions.intake import IntakeError

    language = lang or default_language()
    if not (canvas_gradebook or moodle_worksheet or gradescope or spreadsheet or workbook):
        raise SystemExit(complain(render(say(
            "Name what is to be written: {options}.",
            options="--canvas-gradebook, --moodle-worksheet, --gradescope, --spreadsheet, --workbook"), language)))
    try:
        grades = Scores(out, bonus)
        if not len(grades):
            raise IntakeError(_no_verdicts(out))
        if canvas_gradebook:
            click.echo(grades.fill_canvas(canvas_gradebook, assignment))
        if moodle_worksheet:
            click.echo(grades.fill_moodle(moodle_worksheet, language))
        if gradescope:
            click.echo(grades.write_gradescope())
        if spreadsheet:
            click.echo(grades.fill_spreadsheet(spreadsheet, assignment))
        if workbook:
            click.echo(grades.write_workbook(language))
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    for message in dict.fromkeys(render(message, language) for message in grades.said):
        click.echo(f"!  {message}", err=True)


def _no_verdicts(out: Path) -> Message:
    return say("{out} holds no verdicts: give the folder that `grade` wrote.", out=str(out))


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), default=GRADED)
@LANGUAGE
@HINTS
def report(out: Path, lang: str | None) -> None:
    """Print every page and table of OUT anew from its verdicts, in any language."""
    from autograder.reports.pages.archive import reprint
    from autograder.submissions.intake import IntakeError

    language = lang or default_language()
    try:
        if not reprint(out, language):
            raise IntakeError(_no_verdicts(out))
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    click.echo(out / "class.html")
