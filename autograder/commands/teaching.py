"""A teaching assistant's verbs: `grade` and `report`."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.shared import LANGUAGE, SAMPLE_CLASS, WORKER, complain, secret
from autograder.messages import default_language, render, say


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
@click.option("--challenge-data", type=click.Path(path_type=Path), envvar="CHALLENGE_DATA",
              help="Score the challenge on this data folder's testA and testB (default: heads drawn from the secret).")
@LANGUAGE
@WORKER
def grade(paths: tuple[Path, ...], out: Path, jobs: int | None, unconfined: bool, pictures: bool,
          challenge_data: Path | None, lang: str | None, worker: str) -> None:
    """Grade every submission under PATHS (default: the sample class)."""
    from autograder import challenge
    from autograder.classroom import run_class
    from autograder.doctor import too_little_confinement

    language = lang or default_language()
    if not unconfined and (lack := too_little_confinement()):
        raise SystemExit(complain(render(lack, language)))
    if challenge_data:
        try:
            challenge.read_folder(challenge_data)
        except (ValueError, OSError) as error:
            raise SystemExit(complain(str(error))) from None
        os.environ[challenge.FOLDER] = str(challenge_data.resolve())  # the grader processes inherit it
    chosen = list(paths) or [SAMPLE_CLASS]
    for path in chosen:
        if not path.exists():
            raise SystemExit(complain(render(say(
                "{path} does not exist. Give a folder of submissions, a zip or a notebook.",
                path=str(path)), language)))
    sys.exit(run_class(chosen, out, jobs or os.cpu_count() or 1, secret(), worker,
                       language, pictures))


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
