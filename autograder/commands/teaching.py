"""A teaching assistant's verbs: `grade`, `report` and `upload`."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.shared import LANGUAGE, SAMPLE_CLASS, WORKER, complain, secret
from autograder.messages import Message, default_language, render, say


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), default="graded", show_default=True,
              help="Folder for verdicts and tables.")
@click.option("--jobs", type=click.IntRange(1), default=None,
              help="Submissions graded at a time (default: one a core).")
@click.option("--unconfined", is_flag=True,
              help="Grade with less confinement than strangers' code needs; every verdict says so.")
@click.option("--pictures/--no-pictures", default=True, show_default=True,
              help="Run each submission once more, on public slices, for the pictures on its page.")
@click.option("--roster", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="CSV of who is in the class; a gradebook or grading worksheet will do.")
@click.option("--assignment", default="", help="Of an nbgrader course with several: which one this lab is.")
@LANGUAGE
@WORKER
def grade(paths: tuple[Path, ...], out: Path, jobs: int | None, unconfined: bool, pictures: bool,
          roster: Path | None, assignment: str, lang: str | None, worker: str) -> None:
    """Grade every submission under PATHS (default: the sample class).

    A path is a submission, a folder of them, or what Gradescope, Canvas, Moodle or nbgrader give
    out for a class, as a folder or a zip.
    """
    from autograder.classroom import run_class
    from autograder.doctor import too_little_confinement

    language = lang or default_language()
    if not unconfined and (lack := too_little_confinement()):
        raise SystemExit(complain(render(lack, language)))
    chosen = list(paths) or [SAMPLE_CLASS]
    for path in chosen:
        if not path.exists():
            raise SystemExit(complain(render(say(
                "{path} does not exist. Give a folder of submissions, a zip or a notebook.",
                path=str(path)), language)))
    students = _read_roster(roster, language) if roster else None
    sys.exit(run_class(chosen, out, jobs or os.cpu_count() or 1, secret(), worker,
                       language, pictures, students, assignment))


def _read_roster(path: Path, language: str) -> list:
    from autograder.intake import IntakeError
    from autograder.platforms.roster import read_roster

    try:
        return read_roster(path)
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), default="graded")
@click.option("--canvas-gradebook", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="The gradebook that Canvas exported: its column for the assignment is filled.")
@click.option("--moodle-worksheet", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="The grading worksheet that Moodle gave out: grades and feedback comments are filled.")
@click.option("--gradescope", is_flag=True, help="A table of scores by student number and e-mail.")
@click.option("--assignment", default="", help="Name or number of the assignment in Canvas's gradebook.")
@click.option("--bonus/--no-bonus", default=True, show_default=True, help="Add the bonus to the score.")
@LANGUAGE
def upload(out: Path, canvas_gradebook: Path | None, moodle_worksheet: Path | None, gradescope: bool,
           assignment: str, bonus: bool, lang: str | None) -> None:
    """Write the scores of a graded OUT as files that Canvas, Moodle or Gradescope take."""
    from autograder.intake import IntakeError
    from autograder.uploads import Gradebook

    language = lang or default_language()
    if not (canvas_gradebook or moodle_worksheet or gradescope):
        raise SystemExit(complain(render(say(
            "Name what is to be written: {options}.",
            options="--canvas-gradebook, --moodle-worksheet, --gradescope"), language)))
    try:
        grades = Gradebook(out, bonus)
        if not len(grades):
            raise IntakeError(_no_verdicts(out))
        if canvas_gradebook:
            click.echo(grades.fill_canvas(canvas_gradebook, assignment))
        if moodle_worksheet:
            click.echo(grades.fill_moodle(moodle_worksheet, language))
        if gradescope:
            click.echo(grades.write_gradescope())
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    for message in dict.fromkeys(render(message, language) for message in grades.said):
        click.echo(f"!  {message}", err=True)


def _no_verdicts(out: Path) -> Message:
    return say("{out} holds no verdicts: give the folder that `grade` wrote.", out=str(out))


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), default="graded")
@LANGUAGE
def report(out: Path, lang: str | None) -> None:
    """Print every page and table of OUT anew from its verdicts, in any language."""
    from autograder.intake import IntakeError
    from autograder.reports.pages.archive import reprint

    language = lang or default_language()
    try:
        if not reprint(out, language):
            raise IntakeError(_no_verdicts(out))
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    click.echo(out / "class.html")
