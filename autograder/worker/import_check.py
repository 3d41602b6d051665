"""The experiment of `zip`: whether what is handed in can be imported. Nothing is graded by it."""
from __future__ import annotations

import importlib
from functools import partial

from autograder.worker.experiments import Seen, experiment


@experiment(part="handin")
def imports(seen: Seen, student: dict, modules: list, names: list[str]) -> None:
    """Import these modules of the submission, and record their names; the loader notes what goes wrong inside."""
    for name in names:
        seen.attempt(name, partial(_imported, name))


def _imported(name: str) -> str:
    return importlib.import_module(name).__name__
