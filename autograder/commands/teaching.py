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
@click.option("--only", multiple=True, metavar="NAME",
              help="Grade this submission only; * and ? stand for any letters (may be repeated).")
@click.option("--force", is_flag=True, help="Grade anew what was graded before and has not changed, too.")
@click.option("--timeout", type=click.FloatRange(1), default=None, metavar="SECONDS",
              help="Begin no more checks on a submission after so long (default: only each check has limits).")
@click.option("--scheduler", default=None, metavar="ADDRESS",
              help="Grade on the workers of this Dask scheduler (tcp://host:8786) and not here; see docs/scale.md.")
@LANGUAGE
@WORKER
def grade(paths: tuple[Path, ...], out: Path, jobs: int | None, unconfined: bool, pictures: bool,
          only: tuple[str, ...], force: bool, timeout: float | None, scheduler: str | None,
          lang: str | None, worker: str) -> None:
    """Grade every submission under PATHS (default: the sample class).

    What was graded before into the same folder, and would come out the same, is kept. A run that was
    interrupted is taken up by the same command.
    """
    from autograder.batch import Terms
    from autograder.classroom import run_class
    from autograder.doctor import too_little_confinement

    language = lang or default_language()
    if not unconfined and not scheduler and (lack := too_little_confinement()):
        raise SystemExit(complain(render(lack, language)))
    chosen = list(paths) or [SAMPLE_CLASS]
    for path in chosen:
        if not path.exists():
            raise SystemExit(complain(render(say(
                "{path} does not exist. Give a folder of submissions, a zip or a notebook.",
                path=str(path)), language)))
    terms = Terms(secret(), worker, pictures, timeout, strict=not unconfined)
    sys.exit(run_class(chosen, out, jobs or os.cpu_count() or 1, language, terms,
                       scheduler=scheduler, force=force, only=only))


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
