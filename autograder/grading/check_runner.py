"""The checks of a lab: collected once in a process, then run for one submission after another.

A check is a plain pytest test, `test_<claim>(look)` in a part's `test_<part>.py`; `pytest` runs it against the
solution or any other folder (pytest_plugin.py). A class is graded by calling it: to collect takes pytest longer
than most submissions take the checks, and it has no public way to keep what it has collected.
"""
from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograder.grading.authoring import require_checks
from autograder.lab import Lab

Check = Callable[[Any], None]


@dataclass(frozen=True)
class CheckRun:
    """A check that has run. look: what it was given; error: what it raised, None where it passed."""

    check: str
    function: Check
    look: Any
    seconds: float
    error: Exception | None


class CheckRunner:
    """All checks of a lab, in the lab's order. Raises AuthorError where parts and tests don't name the same."""

    def __init__(self, lab: Lab) -> None:
        require_checks(lab)
        modules = {part.name: importlib.import_module(f"{part.package}.test_{part.name}") for part in lab.parts}
        self._checks: dict[str, list[tuple[str, Check]]] = {
            part.name: [(f"{part.name}.{claim}", getattr(modules[part.name], f"test_{claim}"))
                        for claim in part.checks] for part in lab.parts}

    def run(self, part: str, looks: Callable[[str], Any], listener: Callable[[CheckRun], None],
            going: Callable[[], bool] = lambda: True) -> None:
        """Run a part's checks, which may have run before, as long as it is going.

        looks: gives each check, by its id, what it is given as `look`. listener: told of each that has run.
        """
        for check, function in self._checks[part]:
            if going():
                listener(_run(check, function, looks(check)))


def _run(check: str, function: Check, look: Any) -> CheckRun:
    error, started = None, time.perf_counter()
    try:
        function(look)
    except Exception as raised:  # what a check says, and what breaks in it
        error = raised
    return CheckRun(check, function, look, time.perf_counter() - started, error)


@lru_cache(maxsize=4)
def check_runner(lab: Lab) -> CheckRunner:
    """This process's own, for each lab."""
    return CheckRunner(lab)
