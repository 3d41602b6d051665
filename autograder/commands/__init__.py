"""The command line: a verb is a click command, in the module of the person who uses it."""
from __future__ import annotations

import sys
from typing import Any

import click

from autograder.commands import developer, inquiry, instructor, student, teaching
from autograder.commands.shared import complain
from autograder.grading.authoring import AuthorError, require_checks

VERBS = (student.test, student.pack, teaching.grade, teaching.report, teaching.upload,
         inquiry.explain, inquiry.similarity,
         instructor.release, instructor.gradescope, instructor.nbgrader, instructor.doctor,
         developer.verify, developer.bench, developer.bench_class)


class _Verbs(click.Group):
    """Says what the lab's authors have left half done in one sentence each, before a verb does anything by it."""

    def invoke(self, context: click.Context) -> Any:
        try:
            require_checks()
            return super().invoke(context)
        except AuthorError as error:
            raise SystemExit(complain(str(error))) from None


@click.group(cls=_Verbs)
def main() -> None:
    """The T1 -> T2 lab: grade, release, examine."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console's code page can't print Chinese
        stream.reconfigure(errors="replace")


for verb in VERBS:
    main.add_command(verb)
