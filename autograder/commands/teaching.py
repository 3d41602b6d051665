"""A teaching assistant's verbs: `grade` and `report`."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.shared import LANGUAGE, SAMPLE_CLASS, WORKER, complain, secret
from autograder.messages import default_language, render, say

NOTHING = 2  # run_class found no submission


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
@click.option("--gradebook", default=None, metavar="PLACE",
              help="Also enter the verdicts in this nbgrader gradebook: a course folder, a gradebook.db or its URL.")
@LANGUAGE
@WORKER
def grade(paths: tuple[Path, ...], out: Path, jobs: int | None, unconfined: bool, pictures: bool,
          gradebook: str | None, lang: str | None, worker: str) -> None:
    """Grade every submission under PATHS (default: the sample class)."""
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
    ledger = _ledger(gradebook, language) if gradebook else None
    code = run_class(chosen, out, jobs or os.cpu_count() or 1, secret(), worker, language, pictures)
    if ledger is not None and code != NOTHING:
        from autograder.batch import find_submissions
        from autograder.nbgrading.gradebook import enter_class
        from autograder.reports.pages.archive import outcomes_in

        entered = enter_class(ledger, find_submissions(chosen), outcomes_in(out), language)
        click.echo(render(say("{n} submissions were entered in {place}.", n=entered, place=gradebook), language))
    sys.exit(code)


def _ledger(place: str, language: str):
    """The gradebook at place, looked for before a class is graded in vain."""
    try:
        from autograder.nbgrading.gradebook import Ledger, NoGradebook
    except ImportError as error:
        raise SystemExit(complain(render(say(
            "--gradebook needs nbgrader ({reason}): pip install -r requirements-dev.txt", reason=str(error)),
            language))) from None
    try:
        return Ledger.at(place)
    except NoGradebook as missing:
        raise SystemExit(complain(render(missing.message, language))) from None


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False), default="graded")
@LANGUAGE
def report(out: Path, lang: str | None) -> None:
    """Print every page and table of OUT anew from its verdicts, in any language."""
    from autograder.reports.pages.archive import reprint

    language = lang or default_language()
    if not reprint(out, language):
        raise SystemExit(complain(render(say(
            "{out} holds no verdicts: give the folder that `grade` wrote.", out=str(out)), language)))
    click.echo(out / "class.html")
