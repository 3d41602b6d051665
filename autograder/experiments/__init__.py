"""Experiments make student code do something and record what happened; they hold no opinion.

They run in the worker. Importing this package needs no torch: `load_all` imports the experiments
themselves, which do.
"""
from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import describe

PARTS = ("dataset", "generator", "discriminator", "loss", "optimizer", "training_step",
         "overfit", "inference", "challenge")
# Parts that one worker serves in turn, as long as nothing goes wrong in it. Known-good losses are there in the
# later one alone: a worker that is asked for a submission's losses never holds right ones.
SHIFTS = (("dataset", "generator", "discriminator", "loss", "optimizer"), ("training_step", "overfit", "inference"))


class Seen(dict):
    """Observations by name: plain numbers, strings, lists and numpy arrays. folder: the submission's files."""

    def __init__(self, labels: set[str], folder: Path | None = None) -> None:
        super().__init__()
        self.labels, self.folder = labels, folder

    def attempt(self, key: str, action: Callable[[], Any]) -> Any:
        """Record action() under key; what it raises goes under `<key>!` and None is returned."""
        try:
            self[key] = action()
        except (Exception, SystemExit) as error:
            self[f"{key}!"] = describe(error, self.labels)
        return self.get(key)


@dataclass(frozen=True)
class Experiment:
    """run(seen, student, **inputs) with student a dict of the needed names."""

    name: str
    needs: tuple[str, ...]
    run: Callable[..., None]


REGISTRY: dict[str, Experiment] = {}
# Known-good neighbours of the part under test; filled in each worker for its own shift.
stand_ins: dict[str, Any] = {}


def shift_of(experiment: str) -> tuple[str, ...]:
    """The parts whose experiments may be asked of the worker that this one is asked of."""
    part = experiment.split(".")[0]
    return next((shift for shift in SHIFTS if part in shift), (part,))


def experiment(*needs: str) -> Callable[[Callable], Callable]:
    """Register a function of `experiments/<part>.py` as the experiment `<part>.<function>`."""
    def register(function: Callable) -> Callable:
        part = function.__module__.rsplit(".", 1)[-1]
        name = f"{part}.{function.__name__}"
        REGISTRY[name] = Experiment(name, needs, function)
        return function
    return register


def load_all() -> dict[str, Experiment]:
    """Import every experiment (and torch with them)."""
    for part in (*PARTS, "handin"):
        importlib.import_module(f"{__name__}.{part}")
    return REGISTRY
