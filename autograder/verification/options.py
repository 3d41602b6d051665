"""Options of the programs that examine a lab: which one, and which of its parts."""
from __future__ import annotations

import click

from autograder.grading.authoring import AuthorError, require_checks
from autograder.i18n.messages import default_language, render
from autograder.lab import Lab, UnknownLab, load


def _choose(context: click.Context, param: click.Parameter, reference: str) -> Lab:
    try:
        lab = context.obj = load(reference)
        require_checks(lab)
    except UnknownLab as unknown:
        raise click.UsageError(render(unknown.message, default_language())) from None
    except AuthorError as error:
        raise click.ClickException(str(error)) from None
    return lab


def _parts(context: click.Context, param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := [name for name in names if name not in context.obj.part]:
        raise click.BadParameter(f"{', '.join(unknown)}: there are {', '.join(context.obj.part)}")
    return names


LAB = click.option("--lab", default="", envvar="AUTOGRADER_LAB", metavar="NAME", is_eager=True, callback=_choose,
                   help="The lab that is meant, by its name or its folder (default: the first one's).")
PART = click.option("--part", "parts", multiple=True, metavar="PART", callback=_parts)
