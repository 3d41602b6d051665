"""The command line: a verb is a click command, in the module of the person who uses it."""
from __future__ import annotations

import io
import sys
from typing import Any

import click

from autograder import VERSION
from autograder.commands import assistant, developer, inquiry, instructor, student, watch
from autograder.commands.shared import complain, lab_option
from autograder.grading.authoring import AuthorError
from autograder.i18n.messages import default_language, render, say
from autograder.sandbox import interruption

VERBS = (student.test, watch.watch, student.pack, assistant.grade, assistant.report, assistant.upload,
         inquiry.explain, inquiry.similarity,
         instructor.new_lab, instructor.new_part, instructor.release, instructor.gradescope, instructor.nbgrader,
         instructor.doctor,
         developer.verify, developer.bench, developer.bench_class)


class _Verbs(click.Group):
    """Says what the lab's authors have left half done in one sentence each, before a verb does anything by it."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except AuthorError as error:
            raise SystemExit(complain(str(error))) from None
        except KeyboardInterrupt:
            complain(render(say("Stopped by Ctrl-C."), default_language()))
            raise SystemExit(interruption.EXIT) from None


@click.group(cls=_Verbs)
@click.option("--lab", "reference", default="", envvar="AUTOGRADER_LAB", metavar="NAME",
              help="The lab that is meant, by its name or its folder (default: the first one's); also after the verb.")
@click.version_option(VERSION, prog_name="autograder")
@click.pass_context
def main(context: click.Context, reference: str) -> None:
    """Grade, release and examine a lab."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console's code page can't print Chinese
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


for verb in VERBS:
    verb.params.append(lab_option())
    main.add_command(verb)
