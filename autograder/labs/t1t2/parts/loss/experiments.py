"""Call the two losses with probabilities and slices of many shapes; record values and gradients."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from autograder.labs.t1t2.networks.experiments import lending
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

STEP = 1e-2


@experiment("generator_loss")
def generator_values(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    """generator_loss for each case: pred_fake, fake_t2, t2 and a lambda, or none for the default."""
    for name, case in cases.items():
        arguments = [torch.from_numpy(case[key]).clone() for key in ("pred_fake", "fake_t2", "t2")]
        seen.attempt(name, lambda a=arguments, c=case: _value(
            _generator_loss(student["generator_loss"], a, c.get("lambda_l1"))))


@experiment("discriminator_loss")
def discriminator_values(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    """discriminator_loss for each case: pred_real and pred_fake."""
    for name, case in cases.items():
        arguments = [torch.from_numpy(case[key]).clone() for key in ("pred_real", "pred_fake")]
        seen.attempt(name, lambda a=arguments: _value(student["discriminator_loss"](*a)))


@experiment("generator_loss")
def generator_slopes(seen: Seen, student: dict, modules: list, pred_fake: np.ndarray,
                     fake_t2: np.ndarray, t2: np.ndarray, directions: list) -> None:
    _slopes(seen, student["generator_loss"], [pred_fake, fake_t2, t2], directions)


@experiment("discriminator_loss")
def discriminator_slopes(seen: Seen, student: dict, modules: list, pred_real: np.ndarray,
                         pred_fake: np.ndarray, directions: list) -> None:
    _slopes(seen, student["discriminator_loss"], [pred_real, pred_fake], directions)


def _generator_loss(function: Callable, arguments: list, weight: Any) -> Any:
    """With lambda_l1 by name; by position where that name is not known."""
    if weight is None:
        return function(*arguments)
    try:
        return function(*arguments, lambda_l1=float(weight))
    except TypeError:
        return function(*arguments, float(weight))


def _value(result: Any) -> dict[str, Any]:
    """A returned loss as a record: what it is, its shape, its mean value."""
    if not arrays.is_tensor(result):
        return {"type": type(result).__name__, "shape": [], "value": float(result)}
    result = arrays.tensor(result)
    return {"type": "Tensor", "shape": list(result.shape),
            "value": float(result.detach().double().mean())}


def _slopes(seen: Seen, loss: Callable, points: list, directions: list) -> None:
    """For each of the first inputs, which has a direction: the slope by autograd and the slope by two values.

    "noise": how far the second is off where values are rounded; "kept": whether every input came back as it was.
    """
    for index, direction in enumerate(directions):
        values, rounding = _two_values(loss, points, index, direction)
        record: dict[str, Any] = {"measured": (values[0] - values[1]) / (2 * STEP), "autograd": None,
                                  "noise": rounding * max(map(abs, values)) / STEP}
        sources = [torch.from_numpy(point).requires_grad_(number < len(directions))
                   for number, point in enumerate(points)]
        with lending(seen, *sources) as given:  # no leaves, as in training: these may be changed in place
            result = loss(*given)
        if arrays.is_tensor(result) and (result := arrays.tensor(result)).requires_grad:
            gradient = torch.autograd.grad(result.sum(), sources[index], allow_unused=True)[0]
            way = torch.from_numpy(direction)
            record["autograd"] = None if gradient is None else float((gradient * way).sum())
        seen[f"slope_{index}"] = record


def _two_values(loss: Callable, points: list, index: int, direction: np.ndarray) -> tuple[list[float], float]:
    """The loss a STEP to either side, and the share of it that is lost in rounding. In float64, where a small slope
    is seen beside a large value; in float32 where that is not taken."""
    def values(kind: type) -> tuple[list[float], float]:
        found = []
        for sign in (1, -1):
            moved = [torch.from_numpy(point.astype(kind)) for point in points]
            moved[index] += sign * STEP * torch.from_numpy(direction)
            found.append(arrays.tensor(torch.as_tensor(loss(*moved))).detach())
        exact = all(value.dtype == torch.float64 for value in found)
        return [float(value.double().mean()) for value in found], float(np.finfo(kind if exact else np.float32).eps)

    try:
        return values(np.float64)
    except Exception:  # labels that are made as float32 fit nothing else
        return values(np.float32)
