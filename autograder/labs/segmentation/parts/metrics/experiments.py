"""Call the three measures with pairs of masks; record what comes back."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

MOST = 4  # numbers of which one result is made


@experiment("dice")
def dice(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    _measure(seen, student["dice"], cases)


@experiment("iou")
def iou(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    _measure(seen, student["iou"], cases)


@experiment("hausdorff")
def hausdorff(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    _measure(seen, student["hausdorff"], cases)


def _measure(seen: Seen, function: Callable, cases: dict) -> None:
    """One record for each case: the value, its type, and whether both masks came back as they were given."""
    for name, case in cases.items():
        seen.attempt(name, lambda case=case: _value(function, case))


def _value(function: Callable, case: dict) -> dict[str, Any]:
    given = [torch.from_numpy(np.array(case[key])) for key in ("prediction", "target")]
    lent = [value.clone() for value in given]
    result = function(*lent, int(case["label"]))
    record = {"type": type(result).__name__, "kept": all(map(_same, lent, given))}
    number = arrays.tensor(result).detach() if arrays.is_tensor(result) else result
    try:
        record["value"] = float(number)
    except (TypeError, ValueError, RuntimeError):
        record |= _several(number)  # no number: the check says so
    return record


def _several(result: Any) -> dict[str, Any]:
    """The numbers of a short tuple, list or tensor."""
    try:
        return {"values": [float(number) for number in list(result)[:MOST]]}
    except (TypeError, ValueError, RuntimeError):
        return {}


def _same(found: torch.Tensor, given: torch.Tensor) -> bool:
    return found.dtype == given.dtype and found.shape == given.shape and bool((found == given).all())
