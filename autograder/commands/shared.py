"""What several verbs share: options, the default class, the secret, complaints."""
from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.messages import LANGUAGES, render

if TYPE_CHECKING:
    from autograder.challenge.slices import Slices

LANGUAGE = click.option("--lang", type=click.Choice(LANGUAGES), default=None,
                        help="Language of the report (default: from the locale).")
WORKER = click.option("--worker", type=click.Choice(["auto", "zygote", "plain"]), default="auto",
                      help="How student code is run (default: the best kind this machine has).")
SAMPLE_CLASS = Path(__file__).resolve().parents[2] / "fixtures" / "submissions"


def secret() -> str:
    """Seeds the inputs: the public ones, unless a server sets its own."""
    return os.environ.get("AUTOGRADER_SECRET", "public")


def complain(text: str) -> int:
    """Say it on standard error; the exit code of a usage error."""
    click.echo(text, err=True)
    return 2


def challenge_slices(folder: Path, language: str) -> Slices:
    """The slices of a data folder; ends the program, in words, where it holds none."""
    from autograder.challenge.slices import NoSlices, read_folder  # numpy comes with it

    try:
        return read_folder(folder)
    except NoSlices as error:
        raise SystemExit(complain(render(error.message, language))) from None
