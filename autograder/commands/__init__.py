"""The command line: a verb is a click command, in the module of the person who uses it."""
from __future__ import annotations

import sys

import click

from autograder.commands import developer, inquiry, instructor, student, teaching

VERBS = (student.test, student.pack, teaching.grade, teaching.report, teaching.upload,
         inquiry.explain, inquiry.similarity,
         instructor.release, instructor.gradescope, instructor.nbgrader, instructor.doctor,
         developer.verify, developer.bench, developer.bench_class)


@click.group()
def main() -> None:
    """The T1 -> T2 lab: grade, release, examine."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console's code page can't print Chinese
        stream.reconfigure(errors="replace")


for verb in VERBS:
    main.add_command(verb)
