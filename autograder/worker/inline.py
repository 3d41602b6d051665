"""A worker that is this process: `test --worker inline`, so that breakpoint() in one's own code stops in a debugger.

Nothing is confined, limited or watched, and what one experiment leaves behind the next one finds: for code of one's
own, on one's own machine. A class is never graded by it.
"""
from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.lab import Lab
from autograder.sandbox import Confinement, Limits, Reply, frames
from autograder.worker import main


class Inline:
    """Workers in this process. lab: whose experiments they run."""

    kind, shares = "inline", True
    confinement = Confinement()

    def __init__(self, lab: Lab) -> None:
        path, arguments = list(sys.path), sys.argv
        main.prepare(lab, debugger=True)
        sys.path[:], sys.argv = path, arguments  # the checks are found by it

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        """The reply, however long it takes: who looks around in a debugger is not hurried."""
        told: list[dict[str, Any]] = []
        with _standing_in(request["root"]):
            main.perform({**request, "scratch": request["root"], "inputs": request["inputs"].content}, told.append)
        return Reply(result=frames.FrameReader().feed(frames.encode(told[-1]))[0])

    def rest(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing was opened."""


@contextmanager
def _standing_in(folder: str) -> Iterator[None]:
    """Work in the submission's folder, as other workers do in one of their own."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
