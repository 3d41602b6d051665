"""The experiment registry: experiments make student code do something and record what happened.

They run in the worker. Importing this package needs no torch: `load_all` imports the experiments
themselves, which do.
"""
from __future__ import annotations

import importlib
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.lab import Lab
from autograder.sandbox.errors import describe


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


def give_right(modules: list, *names: str) -> None:
    """Put the stand-ins of these names in the place of a submission's own functions, wherever its modules keep them.

    Under the contract's names, under any other name that they were imported by, and as default arguments.
    """
    own = {id(vars(module)[name]): stand_ins[name] for module in modules for name in names
           if isinstance(vars(module).get(name), types.FunctionType)}
    for module in modules:
        for name, value in list(vars(module).items()):
            if id(value) in own:
                setattr(module, name, own[id(value)])
            elif isinstance(value, types.FunctionType) and value.__defaults__:
                value.__defaults__ = tuple(own.get(id(given), given) for given in value.__defaults__)


def experiment(*needs: str, part: str = "") -> Callable[[Callable], Callable]:
    """Register a function as the experiment `<part>.<function>`; the part is the folder of its module's.

    needs: the names of the submission that it is given. part: where that is another.
    """
    def register(function: Callable) -> Callable:
        name = f"{part or function.__module__.split('.')[-2]}.{function.__name__}"
        REGISTRY[name] = Experiment(name, needs, function)
        return function
    return register


def load_all(lab: Lab) -> dict[str, Experiment]:
    """Import every experiment of this lab (and torch with them)."""
    for package in [part.package for part in lab.parts] + ([lab.challenge.package] if lab.challenge else []):
        importlib.import_module(f"{package}.experiments")
    importlib.import_module("autograder.worker.import_check")
    return REGISTRY
