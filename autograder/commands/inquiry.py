"""What a teaching assistant asks of a graded class: `explain` and `similarity`."""
from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from autograder import rubric
from autograder.commands.shared import LANGUAGE, WORKER, complain, secret
from autograder.messages import default_language, render, say


@click.command()
@click.argument("student")
@click.argument("check", type=click.Choice(list(rubric.POINTS)), metavar="CHECK")
@click.option("--out", type=click.Path(path_type=Path, exists=True, file_okay=False), default="graded",
              show_default=True, help="The folder that `grade` wrote.")
@click.option("--dump", type=click.Path(path_type=Path, dir_okay=False),
              help="Write every array of the inputs and observations to this .npz.")
@click.option("--unconfined", is_flag=True, help="Run the student's code with less confinement than it needs.")
@LANGUAGE
@WORKER
def explain(student: str, check: str, out: Path, dump: Path | None, unconfined: bool, lang: str | None,
            worker: str) -> None:
    """For an appeal: judge CHECK of STUDENT again and show inputs, observation and rule. For staff only.

    STUDENT is the name of a submission, or a student's number, name, user name or e-mail address.
    """
    from rich.console import Console

    from autograder import appeal, register
    from autograder.doctor import too_little_confinement
    from autograder.reports import hearing
    from autograder.sandbox import open_workers

    language = lang or default_language()
    if not unconfined and (lack := too_little_confinement()):
        raise SystemExit(complain(render(lack, language)))
    try:
        heard = appeal.hear(out, register.load(out), student, check, secret(), partial(open_workers, worker))
    except appeal.Refused as error:
        raise SystemExit(complain(render(error.message, language))) from None
    hearing.show(heard, Console(), language)
    if dump:
        hearing.dump(heard, dump)
        click.echo(render(say("The arrays are in {path}.", path=str(dump)), language))
