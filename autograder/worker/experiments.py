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

from autograder.worker.errors import describe

PARTS = ("dataset", "generator", "discriminator", "loss", "optimizer", "training_step",
         "overfit", "inference", "challenge")
# The parts that one worker serves, as long as nothing goes wrong in it. Right losses come into it with the first
# part of a later stage, and it never goes back: a worker that is asked for a submission's losses holds no others.
STAGES = (("dataset", "generator", "discriminator", "loss", "optimizer"), ("training_step", "overfit", "inference"))


class Seen(dict):
    """Observations by name: plain numbers, strings, lists and numpy arrays. folder: the submission's files."""

    def __init__(self, labels: set[str], folder: Path | None = None) -> None:
        super().__init__()
        self.labels, self.folder = labels, folder

    def attempt(self, key: str, action: Callable[[], Any]) -> Any:
        """Record action() under key; what it raises goes under `<key>!` and None is returned."""
        try:
            self[key] = action()
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            self[f"{key}!"] = describe(error, self.labels)
        return self.get(key)


@dataclass(frozen=True)
class Experiment:
    """run(seen, student, **inputs) with student a dict of the needed names."""

    name: str
    needs: tuple[str, ...]
    run: Callable[..., None]


REGISTRY: dict[str, Experiment] = {}
# Known-good neighbours of the part under test; filled in each worker.
stand_ins: dict[str, Any] = {}


def stage_of(experiment: str) -> int | None:
    """The number of this experiment's stage; None where its part has a worker of its own."""
    part = experiment.split(".")[0]
    return next((number for number, parts in enumerate(STAGES) if part in parts), None)


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
