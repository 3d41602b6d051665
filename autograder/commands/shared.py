"""What several verbs share: options, the default class, the secret, complaints."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.i18n.messages import LANGUAGES, render, say
from autograder.labs.t1t2 import rubric

if TYPE_CHECKING:
    from autograder.labs.t1t2.challenge.slices import Slices

LANGUAGE = click.option("--lang", type=click.Choice(LANGUAGES), default=None,
                        help="Language of the report (default: from the locale).")
WORKER = click.option("--worker", type=click.Choice(["auto", "zygote", "plain"]), default="auto",
                      help="How student code is run (default: the best kind this machine has).")
@contextmanager
def needing(option: str, requirements: str, language: str) -> Iterator[None]:
    """Imports inside may lack a library that few need: that ends the program in words."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "autograder").split(".")[0] == "autograder":
            raise
        raise SystemExit(complain(render(say(
            "{option} needs {library}, which is not installed: {command}", option=option, library=error.name,
            command=f"pip install -r {requirements}"), language))) from None


class PartName(click.Choice):
    """A part by its name, by its title in a report, in any language, or by the name of one of its checks."""

    name = "part"

    def __init__(self) -> None:
        super().__init__(list(rubric.BY_NAME))

    def convert(self, value, param, context):
        from autograder.reports.words import part_title

        asked = _letters(str(value).split(".")[0])
        titles = {_letters(title): name for name in rubric.BY_NAME
                  for title in (name, *(part_title(name, language) for language in LANGUAGES))}
        return super().convert(titles.get(asked, value), param, context)


def _letters(title: str) -> str:
    """A title without case, signs and what stands in brackets."""
    return "".join(filter(str.isalnum, re.sub(r"[(（].*", "", title).casefold()))


def asked_by_make() -> bool:
    """Whether the Makefile has called, so that what a report advises is said in its words."""
    return bool(os.environ.get("AUTOGRADER_MAKE"))


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
    from autograder.labs.t1t2.challenge.slices import NoSlices, read_folder  # numpy comes with it

    try:
        return read_folder(folder)
    except NoSlices as error:
        raise SystemExit(complain(render(error.message, language))) from None
