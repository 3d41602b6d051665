"""`python -m autograder.diagnosis --update`: make the fingerprints anew (instructors)."""
from __future__ import annotations

import os

import click

from autograder import rubric
from autograder.diagnosis import building


@click.command()
@click.option("--update", is_flag=True, required=True, help="Grade every misconception and store its facts.")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(rubric.BY_NAME)))
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(update: bool, parts: tuple[str, ...], jobs: int | None) -> None:
    """Fingerprints of the misconceptions, from fixtures/misconceptions."""
    building.update(parts or rubric.BY_NAME, jobs or os.cpu_count() or 1)


if __name__ == "__main__":
    main()
