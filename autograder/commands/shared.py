"""What several verbs share: options, the default class, the secret, complaints."""
from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from autograder import INSTALL
from autograder.grading.authoring import require_checks
from autograder.i18n.messages import LANGUAGES, default_language, render, say
from autograder.lab import Lab, NoData, UnknownLab, known, load
from autograder.reports.hints import NAMES, RUNGS, VARIABLE, choose

LANGUAGE = click.option("--lang", type=click.Choice(LANGUAGES), default=None,
                        help="Language of the report (default: from the locale).")
WORKER = click.option("--worker", type=click.Choice(["auto", "zygote", "plain"]), default="auto",
                      help="How student code is run (default: the best kind this machine has).")
HINTS = click.option("--hints", type=click.IntRange(min(RUNGS), max(RUNGS)), default=NAMES, show_default=True,
                     envvar=VARIABLE, is_eager=True, expose_value=False,
                     callback=lambda context, parameter, rung: choose(rung),
                     help="How much students are told: 1 what was seen, 2 where to look as well, 3 the mistake, too.")
OWN_WORKER = click.option("--worker", type=click.Choice(["auto", "zygote", "plain", "inline"]), default="auto",
                          help="How the code is run (inline: in this process, unconfined, so that breakpoint() works).")


@contextmanager
def needing(option: str, extra: str, language: str) -> Iterator[None]:
    """Imports inside may lack a library of one of pyproject.toml's extras: that ends the program in words."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "autograder").split(".")[0] == "autograder":
            raise
        raise SystemExit(complain(render(say(
            "{option} needs {library}, which is not installed: {command}", option=option, library=error.name,
            command=INSTALL.format(extra=extra)), language))) from None


class PartName(click.ParamType):
    """A part by its name, by its title in a report, in any language, or by the name of one of its checks."""

    name = "part"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> str:
        asked, lab = _letters(str(value).split(".")[0]), chosen_lab()
        titles = {_letters(title): part.name for part in lab.parts
                  for title in (part.name, *(render(part.title, language) for language in LANGUAGES))}
        if asked not in titles:
            self.fail(f"{value!r} is not one of {', '.join(lab.part)}.", param, context)
        return titles[asked]


def chosen_lab() -> Lab:
    """The lab that the command line names."""
    context = click.get_current_context(silent=True)
    return (context and context.find_object(Lab)) or load()


def lab_option() -> click.Option:
    """`--lab` of a verb. It is seen to before all else, for the defaults of the others follow the lab."""
    return click.Option(["--lab"], default="", metavar="NAME", expose_value=False, is_eager=True, callback=_choose,
                        help="The lab that is meant, by its name or its folder (default: the first one's).")


def _choose(context: click.Context, param: click.Parameter, reference: str) -> None:
    named = reference or (context.parent.params.get("reference", "") if context.parent else "")
    try:
        context.obj = load(named)
    except UnknownLab as unknown:
        raise SystemExit(complain(render(unknown.message, default_language()))) from None
    require_checks(context.obj)


def own_assignment() -> Path:
    """The students' folder of the lab; that of the current folder for the default one, as in their package."""
    lab = chosen_lab()
    return Path("assignment") if lab is load() else from_here(lab.assignment)


def of_lab(name: str) -> Path:
    """A default name of what a verb writes, `graded` or `dist/course`: with the lab's name where it is not the
    default one's."""
    lab, path = chosen_lab(), Path(name)
    if lab is load():
        return path
    return path.with_name(f"{path.name}-{lab.name}" if path.parent == Path() else f"{lab.name}-{path.name}")


def from_here(path: Path) -> Path:
    """A path as a person in the current folder writes it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _letters(title: str) -> str:
    """A title without case, signs and what stands in brackets."""
    return "".join(filter(str.isalnum, re.sub(r"[(（].*", "", title).casefold()))


def asked_by_make() -> bool:
    """Whether the Makefile has called, so that what a report advises is said in its words."""
    return bool(os.environ.get("AUTOGRADER_MAKE"))


def lab_of_folder(out: Path, language: str) -> Lab:
    """The lab that a graded folder is of. Ends the program, in words, where that is of several or not here."""
    from autograder.batch.class_record import lab_in
    from autograder.submissions.intake import IntakeError

    try:
        name = lab_in(out)
    except IntakeError as error:
        raise SystemExit(complain(render(error.message, language))) from None
    lab = known(name) if name else chosen_lab()
    if lab is None:
        raise SystemExit(complain(render(say(
            "The verdicts in {out} are of the lab {name}, which is not here: name its folder with --lab.",
            out=str(out), name=name), language)))
    return lab


GRADED = partial(of_lab, "graded")  # where `grade` writes
CHALLENGE_DATA = "CHALLENGE_DATA"  # environment variable: a data folder to score the challenge on


def secret() -> str:
    """Seeds the inputs: the public ones, unless a server sets its own."""
    return os.environ.get("AUTOGRADER_SECRET", "public")


def complain(text: str) -> int:
    """Say it on standard error; the exit code of a usage error."""
    click.echo(text, err=True)
    return 2


def read_challenge_data(folder: Path, language: str) -> Any:
    """What a lab's challenge is scored on, from a data folder; ends the program, in words, where it holds none."""
    challenge = chosen_lab().challenge
    if challenge is None:
        raise SystemExit(complain(render(say("This lab has no challenge."), language)))
    try:
        return import_module(challenge.package).read_data(folder)
    except NoData as error:
        raise SystemExit(complain(render(error.message, language))) from None
