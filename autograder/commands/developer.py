"""A developer's verbs: `verify` and `bench`."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from autograder.commands.shared import PartName, chosen_lab


@click.command()
@click.option("--update", is_flag=True, help="Store what is found as right, after you have read it.")
@click.option("--jobs", type=click.IntRange(1), default=None)
@click.option("--only", multiple=True, metavar="SET",
              help="This set only, or several: submissions, repeated, right, styles, misconceptions, heldout, ..., "
                   "author.")
@click.option("--part", "parts", multiple=True, type=PartName(),
              help="Misconceptions of this part only (may be repeated).")
def verify(update: bool, jobs: int | None, only: tuple[str, ...], parts: tuple[str, ...]) -> None:
    """The course lints itself: stored verdicts, right submissions, the confusion table, what its author left open."""
    from autograder.release.texts import contradictions
    from autograder.verification.course import sets, verify_course

    lab = chosen_lab()
    if unknown := set(only) - set(sets(lab)):
        raise click.BadParameter(f"{', '.join(sorted(unknown))}: there are {', '.join(sets(lab))}", param_hint="--only")
    found = contradictions(lab)
    for one in found:
        click.echo(one.shown(lab))
    differing = verify_course(lab, jobs or os.cpu_count() or 1, update, only, parts)
    sys.exit(differing or bool(found))


@click.command()
@click.option("--count", type=click.IntRange(2), default=30, show_default=True, help="Submissions in the class.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option("--profile", "only_profile", is_flag=True, help="Only say where one submission's time goes.")
def bench(count: int, rounds: int, only_profile: bool) -> None:
    """What grading costs by the arithmetic in it, as ratios in one run, and the memory that it takes."""
    from autograder.benchmark import comparison

    lab = chosen_lab()
    lines = [comparison.profile(lab, rounds)]
    if not only_profile:
        lines += [comparison.confinement(lab, rounds), comparison.compare(lab, count, min(count, 10))]
    for measured in lines:
        for name, value, unit in measured:
            click.echo(f"{name:<46} {value:9.3f} {unit}")


@click.command("bench-class")
@click.option("--count", type=click.IntRange(2), default=1000, show_default=True, help="Submissions in the class.")
@click.option("--jobs", type=click.IntRange(1), default=None, help="Grader processes (default: one a core).")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--kills", type=click.IntRange(0), default=2, show_default=True,
              help="Grade it a second time, killed this often on the way and taken up again.")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), default=None,
              help="Keep everything here (default: a folder that is removed).")
def bench_class(count: int, jobs: int | None, seed: int, kills: int, folder: Path | None) -> None:
    """Grade an invented class: memory over the run, what is left behind, throughput; then kill and resume."""
    from autograder.benchmark.endurance import endure

    sys.exit(endure(chosen_lab(), count, jobs or os.cpu_count() or 1, seed, kills, folder, click.echo))
