"""Call the two losses with probabilities and slices of many shapes; record values and gradients."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from autograder.experiments import Seen, experiment

STEP = 1e-2


@experiment("generator_loss")
def generator_values(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    """generator_loss for each case: pred_fake, fake_t2, t2 and a lambda, or none for the default."""
    for name, case in cases.items():
        arguments = [torch.from_numpy(case[key]) for key in ("pred_fake", "fake_t2", "t2")]
        seen.attempt(name, lambda a=arguments, c=case: _value(
            _generator_loss(student["generator_loss"], a, c.get("lambda_l1"))))


@experiment("discriminator_loss")
def discriminator_values(seen: Seen, student: dict, modules: list, cases: dict) -> None:
    """discriminator_loss for each case: pred_real and pred_fake."""
    for name, case in cases.items():
        arguments = [torch.from_numpy(case[key]) for key in ("pred_real", "pred_fake")]
        seen.attempt(name, lambda a=arguments: _value(student["discriminator_loss"](*a)))


@experiment("generator_loss")
def generator_slopes(seen: Seen, student: dict, modules: list, pred_fake: np.ndarray,
                     fake_t2: np.ndarray, t2: np.ndarray, directions: list) -> None:
    def loss(pred: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        return student["generator_loss"](pred, fake, torch.from_numpy(t2))
    _slopes(seen, loss, [pred_fake, fake_t2], directions)


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
    if not isinstance(result, torch.Tensor):
        return {"type": type(result).__name__, "shape": [], "value": float(result)}
    return {"type": "Tensor", "shape": list(result.shape),
            "value": float(result.detach().double().mean())}


def _slopes(seen: Seen, loss: Callable, points: list, directions: list) -> None:
    """For each input and direction: the slope by autograd and the slope by two values."""
    for index, direction in enumerate(directions):
        way = torch.from_numpy(direction)
        values = []
        for sign in (1, -1):
            moved = [torch.from_numpy(point) for point in points]
            moved[index] = moved[index] + sign * STEP * way
            values.append(float(torch.as_tensor(loss(*moved)).double().mean()))
        sources = [torch.from_numpy(point).clone().requires_grad_() for point in points]
        result = loss(*sources)
        record: dict[str, Any] = {"measured": (values[0] - values[1]) / (2 * STEP), "autograd": None}
        if isinstance(result, torch.Tensor) and result.requires_grad:
            gradient = torch.autograd.grad(result.sum(), sources, allow_unused=True)[index]
            record["autograd"] = None if gradient is None else float((gradient * way).sum())
        seen[f"slope_{index}"] = record
