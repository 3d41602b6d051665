"""Right losses and metrics in the place of a submission's own, wherever its modules keep them."""
from __future__ import annotations

import types
from typing import Any

from autograder.worker.experiments import stand_ins

NAMES = ("segmentation_loss", "dice_loss", "dice")


def give_right(modules: list) -> None:
    """Under the contract's names, under any other name that they were imported by, and as default arguments."""
    right = {id(vars(module)[name]): stand_ins[name] for module in modules for name in NAMES
             if _callable(vars(module).get(name))}
    for module in modules:
        for name, value in list(vars(module).items()):
            if id(value) in right:
                setattr(module, name, right[id(value)])
            elif isinstance(value, types.FunctionType) and value.__defaults__:
                value.__defaults__ = tuple(right.get(id(given), given) for given in value.__defaults__)


def _callable(value: Any) -> bool:
    return isinstance(value, types.FunctionType)
