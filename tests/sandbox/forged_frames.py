"""Forged replies: a worker that answers with an honest reply in which a stranger has written.

Used by tests/sandbox/test_forged_replies.py. A worker's whole Python is the student's, so any reply that
the wire can carry may come: whatever it holds, the checks must come to a verdict of their own.
"""
from __future__ import annotations

import copy
import random
from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.sandbox import Limits, Reply, Workers

HOSTILE: list[Any] = [
    None, True, False, 0, -1, 1, 2**70, -(10**400), "", "x", "256", "\u202e=1+1\n", "k" * 5000,
    [], [[]], [None], ["x"], [1, 2], [[1, 2, 3]], list(range(50)), {}, {"x": {}},
    {"say": "{x.__class__}", "with": {"x": 1}}, {"type": {}, "message": []},
    np.array(np.nan), np.array(np.inf), np.array(-1.0), np.array(1e308), np.array([]),
    np.zeros((0, 5)), np.zeros(3), np.zeros((2, 3)), np.ones((2, 1, 2, 2)), np.ones((1, 1, 1, 1)),
    np.full((4, 1, 64, 64), np.nan), np.zeros((2, 1, 256, 256)), np.zeros((1,) * 12),
    np.array([True]), np.array(2**63, np.uint64), np.zeros((2, 0, 2**30)),
]


class Recorder:
    """Workers whose replies are kept, by experiment."""

    kind, shares = "recorded", False

    def __init__(self, workers: Workers) -> None:
        self._workers, self.confinement = workers, workers.confinement
        self.replies: dict[str, list[dict]] = {}

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        reply = self._workers.ask(request, limits, alone)
        self.replies.setdefault(request["experiment"], []).append(reply.result)
        return reply

    def rest(self) -> None:
        self._workers.rest()

    def close(self) -> None:
        self._workers.close()


class Forger:
    """Workers that answer from records, with `spots` hostile values in each reply."""

    kind, shares = "forged", False
    confinement = SimpleNamespace(on=(), sufficient=False)

    def __init__(self, replies: dict[str, list[dict]], dice: random.Random, spots: int) -> None:
        self._replies, self._dice, self._spots = replies, dice, spots
        self._asked: dict[str, int] = {}

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        experiment = request["experiment"]
        records = self._replies[experiment]
        number = self._asked[experiment] = self._asked.get(experiment, -1) + 1
        result = copy.deepcopy(records[min(number, len(records) - 1)])
        for _ in range(self._spots):
            _spoil(result, self._dice)
        return Reply(result=result)

    def rest(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        """Nothing was opened."""


def _spoil(result: dict, dice: random.Random) -> None:
    """Replace, remove or repeat one value, at any depth, shallow ones as often as deep ones."""
    places = _places(result)
    depth = dice.choice(sorted({len(path) for path in places}))
    *path, last = dice.choice([path for path in places if len(path) == depth])
    holder = result
    for step in path:
        holder = holder[step]
    kind = dice.random()
    if kind < 0.1 and isinstance(holder, dict) and path:
        del holder[last]
    elif kind < 0.2 and isinstance(holder, list):
        del holder[last:]
    elif kind < 0.3 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[last]))
    else:
        holder[last] = copy.deepcopy(dice.choice(HOSTILE))


def _places(value: Any, path: tuple = ()) -> list[tuple]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    found = [path] if path else []
    return found + [place for key, item in items for place in _places(item, (*path, key))]
