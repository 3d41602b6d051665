"""Let make_optimizers' optimizers follow given gradients on small networks."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.labs.t1t2.collaborators.networks import SmallDiscriminator, SmallGenerator
from autograder.worker.arrays import is_a
from autograder.worker.experiments import Seen, experiment

SIDES = ("G", "D")


@experiment("make_optimizers")
def settings(seen: Seen, student: dict, modules: list) -> None:
    """What is returned: its kind, and of each optimizer its type and settings."""
    result = student["make_optimizers"](SmallGenerator(), SmallDiscriminator())
    seen["type"], seen["is_pair"] = type(result).__name__, _is_pair(result)
    seen["optimizers"] = [_settings(optimizer) for optimizer in _pair(result)]


@experiment("make_optimizers")
def paths(seen: Seen, student: dict, modules: list, gradients: np.ndarray) -> None:
    """From weights of 0, each optimizer's moves of both networks' weights: (steps, weights)."""
    for index, side in enumerate(SIDES):
        seen[side] = _follow(student, index, 0.0, gradients)


@experiment("make_optimizers")
def rest(seen: Seen, student: dict, modules: list) -> None:
    """From weights of 1, each optimizer's moves where every gradient is 0."""
    for index, side in enumerate(SIDES):
        seen[side] = _follow(student, index, 1.0, np.zeros(3))


def _follow(student: dict, index: int, start: float, gradients: Iterable[float]) -> dict[str, Any]:
    networks = {"G": SmallGenerator(), "D": SmallDiscriminator()}
    for network in networks.values():
        for parameter in network.parameters():
            nn.init.constant_(parameter, start)
    optimizer = _pair(student["make_optimizers"](networks["G"], networks["D"]))[index]
    path: dict[str, list] = {"G": [], "D": []}
    for gradient in gradients:
        for network in networks.values():
            for parameter in network.parameters():
                parameter.grad = torch.full_like(parameter, float(gradient))
        optimizer.step()
        for side, network in networks.items():
            path[side].append(_flat(network) - start)
    return {side: np.array(moves) for side, moves in path.items()}


def _flat(network: nn.Module) -> np.ndarray:
    return torch.cat([parameter.detach().flatten() for parameter in network.parameters()]).numpy()


def _is_pair(result: Any) -> bool:
    return is_a(result, (tuple, list)) and len(result) == 2


def _pair(result: Any) -> list:
    """The two optimizers, wherever they were put; what is wrong with the place is judged apart."""
    members = list(result.values()) if is_a(result, dict) else result
    members = list(members) if is_a(members, (tuple, list)) else [members]
    return (members * 2)[:2]


def _settings(optimizer: Any) -> dict[str, Any]:
    groups = [{key: [float(item) for item in value] if is_a(value, (tuple, list))
               else float(value) for key, value in group.items()
               if key in ("lr", "betas", "weight_decay")} for group in optimizer.param_groups[:8]]
    return {"type": type(optimizer).__name__, "groups": groups}
