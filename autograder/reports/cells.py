"""A verdict as the text under a notebook's test cells: the words of `test`, part by part."""
from __future__ import annotations

from io import StringIO
from typing import cast

from rich.console import Console

from autograder.grading.verdict import Verdict
from autograder.reports.terminal import Screen

WIDTH = 100


def part_text(verdict: Verdict, part: str, language: str, colour: bool = False, width: int = WIDTH) -> str:
    """One part's points and what did not pass, with what to try; without control characters unless in colour."""
    screen = _screen(language, colour, width)
    for result in verdict.of_part(part):
        screen.hear(result)
    return _text(screen)


def summary_text(verdict: Verdict, language: str) -> str:
    """The notes on how the submission was read, and the score."""
    screen = _screen(language, False, WIDTH)
    screen.sum_up(verdict)
    return _text(screen)


def _screen(language: str, colour: bool, width: int) -> Screen:
    return Screen(Console(file=StringIO(), width=width, force_terminal=colour, force_jupyter=False,
                          color_system="standard" if colour else None), language)


def _text(screen: Screen) -> str:
    lines = cast(StringIO, screen.console.file).getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"
