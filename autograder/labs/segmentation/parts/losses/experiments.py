"""Call the two losses with logits and targets of many kinds; record values and gradients."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

STEP = 1e-2


@experiment("dice_loss")
def dice_values(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    """dice_loss for each case: logits, target and smooth, or none for the default."""
    _values(seen, student["dice_loss"], cases, "smooth")


@experiment("segmentation_loss")
def segmentation_values(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    """segmentation_loss for each case: logits, target and dice_weight, or none for the default."""
    _values(seen, student["segmentation_loss"], cases, "dice_weight")


@experiment("dice_loss")
def dice_slopes(seen: Seen, student: dict, modules: list, logits: np.ndarray, target: np.ndarray,
                direction: np.ndarray) -> None:
    _slope(seen, student["dice_loss"], logits, target, direction)


@experiment("segmentation_loss")
def segmentation_slopes(seen: Seen, student: dict, modules: list, logits: np.ndarray, target: np.ndarray,
                        direction: np.ndarray) -> None:
    _slope(seen, student["segmentation_loss"], logits, target, direction)


def _values(seen: Seen, loss: Callable, cases: dict, option: str) -> None:
    for name, case in cases.items():
        arguments = [torch.from_numpy(case[key]).clone() for key in ("logits", "target")]
        seen.attempt(name, lambda a=arguments, c=case: _value(_call(loss, a, option, c.get(option))))


def _call(loss: Callable, arguments: list, option: str, value: float | None) -> Any:
    """With the option by name; by position where that name is not known, and without where there is none."""
    ways: list[tuple[list, dict]] = [([], {})]
    if value is not None:
        ways = [([], {option: float(value)}), ([float(value)], {}), *ways]
    for extra, named in ways[:-1]:
        try:
            return loss(*(argument.clone() for argument in arguments), *extra, **named)
        except TypeError:
            continue
    return loss(*arguments)


def _value(result: Any) -> dict[str, Any]:
    """A returned loss as a record: what it is, its shape, its mean value."""
    if not arrays.is_tensor(result):
        return {"type": type(result).__name__, "shape": [], "value": float(result)}
    result = arrays.tensor(result)
    return {"type": "Tensor", "shape": list(result.shape), "value": float(result.detach().double().mean())}


def _slope(seen: Seen, loss: Callable, logits: np.ndarray, target: np.ndarray, direction: np.ndarray) -> None:
    """The slope along a direction of the logits, by autograd ("autograd", None where there is none) and by two
    values ("measured", "noise": how far that is off where values are rounded).

    "kept": whether logits and target came back as they were given.
    """
    values, rounding = _two_values(loss, logits, target, direction)
    seen["measured"] = (values[0] - values[1]) / (2 * STEP)
    seen["noise"] = rounding * max(map(abs, values)) / STEP
    source, truth = torch.from_numpy(logits).requires_grad_(), torch.from_numpy(target)
    lent = source.clone(), truth.clone()  # no leaves, as in training: these may be changed in place
    result = loss(*lent)
    seen["kept"] = all(np.array_equal(arrays.plain(copy), arrays.plain(value))
                       for copy, value in zip(lent, (source, truth)))
    seen["autograd"] = None
    if arrays.is_tensor(result) and (result := arrays.tensor(result)).requires_grad:
        gradient = torch.autograd.grad(result.mean(), source, allow_unused=True)[0]
        if gradient is not None:
            seen["autograd"] = float((gradient * torch.from_numpy(direction)).sum())


def _two_values(loss: Callable, logits: np.ndarray, target: np.ndarray,
                direction: np.ndarray) -> tuple[list[float], float]:
    """The loss a STEP to either side, and the share of it that is lost in rounding. In float64, where a small slope
    is seen beside a large value; in float32 where that is not taken."""
    def values(kind: type) -> tuple[list[float], float]:
        moved = [torch.from_numpy((logits + sign * STEP * direction).astype(kind)) for sign in (1, -1)]
        found = [arrays.tensor(torch.as_tensor(loss(one, torch.from_numpy(target)))).detach() for one in moved]
        exact = all(value.dtype == torch.float64 for value in found)
        return [float(value.double().mean()) for value in found], float(np.finfo(kind if exact else np.float32).eps)

    try:
        return values(np.float64)
    except Exception:  # one-hot targets of float32 may fit nothing else
        return values(np.float32)
