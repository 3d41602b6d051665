"""`python -m autograder.diagnosis --update`: make the fingerprints anew (instructors).

`--sentences` takes over what the misconceptions' docstrings say, and grades nothing.
"""
from __future__ import annotations

import os

import click

from autograder.grading.authoring import AuthorError
from autograder.labs.t1t2 import rubric
from autograder.verification import fingerprints


@click.command()
@click.option("--update", is_flag=True, help="Grade every misconception and store its facts.")
@click.option("--sentences", is_flag=True, help="Store the docstrings' sentences; the facts stay as they are.")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(rubric.BY_NAME)))
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(update: bool, sentences: bool, parts: tuple[str, ...], jobs: int | None) -> None:
    """Fingerprints of the misconceptions, from fixtures/misconceptions."""
    if update == sentences:
        raise click.UsageError("name one of --update and --sentences")
    try:
        if update:
            fingerprints.update(parts or rubric.BY_NAME, jobs or os.cpu_count() or 1)
        else:
            print(f"{building.refresh_sentences()} sentences have changed")
    except AuthorError as error:
        raise SystemExit(f"{error}\nNothing was stored.") from None


if __name__ == "__main__":
    main()
