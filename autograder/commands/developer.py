"""A developer's verbs: `verify` and `bench`."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder import rubric
from autograder.commands.shared import SAMPLE_CLASS

SETS = ("submissions", "right", "misconceptions", "heldout", "heldout2")


@click.command()
@click.option("--update", is_flag=True, help="Store what is found as right, after you have read it.")
@click.option("--jobs", type=click.IntRange(1), default=None)
@click.option("--only", multiple=True, type=click.Choice(SETS),
              help="Look at this set only (may be repeated).")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(rubric.BY_NAME)),
              help="Misconceptions of this part only (may be repeated).")
def verify(update: bool, jobs: int | None, only: tuple[str, ...], parts: tuple[str, ...]) -> None:
    """The course lints itself: stored verdicts, right submissions, and the confusion table."""
    from autograder.verification import verify_course

    sys.exit(verify_course(jobs or os.cpu_count() or 1, update, only or SETS, parts or tuple(rubric.BY_NAME)))


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True), default=SAMPLE_CLASS.parent.parent / "solution")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
def bench(path: Path, rounds: int) -> None:
    """What confinement costs (CPU time, as a ratio in one run), and the memory that a grading takes."""
    from autograder.benchmark import bench_confinement

    for name, value in bench_confinement(path, rounds).items():
        click.echo(f"{name:<12} {value:8.2f}")
