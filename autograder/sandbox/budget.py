"""A time budget for a grading: what is asked after its end is not run, and said so.

Every limit of a single experiment is CPU time, so that a slow machine costs nobody a point; where a
platform ends the whole grading at a wall-clock time (Gradescope: 10 minutes, and then every point is
lost), their sum needs a limit too.
"""
from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from autograder.sandbox import Limits, Reply, Workers


class Budgeted:
    """Workers that answer `seconds` of wall-clock time long. No single answer takes what is left twice."""

    def __init__(self, workers: Workers, seconds: float) -> None:
        self._workers, self._seconds = workers, seconds
        self._end = time.monotonic() + seconds
        self.kind, self.confinement, self.shares = workers.kind, workers.confinement, workers.shares
        self.rest = workers.rest

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        left = self._end - time.monotonic()
        if left <= 0:
            return Reply(trouble="budget", allowed=self._seconds)
        patience = min(limits.patience, left / max(limits.load, limits.run))
        return self._workers.ask(request, replace(limits, patience=patience), alone)

    def shorten(self, seconds: float) -> None:
        """Nothing is asked any more after these seconds from now, if the end is not nearer anyway."""
        self._end = min(self._end, time.monotonic() + seconds)

    def close(self) -> None:
        self._workers.close()
