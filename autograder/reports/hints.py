"""How much a course tells its students: what was seen; where to look, and a question; the mistake by its name.

The course chooses once, by `--hints` or the environment. Verdicts hold everything, and so does what staff read.
"""
from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.grading.verdict import CheckResult

VARIABLE = "AUTOGRADER_HINTS"
SEEN, PLACES, NAMES = RUNGS = (1, 2, 3)


def chosen() -> int:
    """The rung that this course has chosen; all of them where it has not."""
    return int(os.environ.get(VARIABLE) or NAMES)


def choose(rung: int) -> None:
    """Tell so much from now on, in this process and those that it starts."""
    os.environ[VARIABLE] = str(rung)


def told(result: CheckResult) -> CheckResult:
    """The result as students read it."""
    rung = chosen()
    if rung == SEEN:
        result = replace(result, help=None, where=None)
    return result if rung == NAMES else replace(result, mistake=None, misconceptions=[], confirmed=False)
