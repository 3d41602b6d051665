"""Let a UNet segment slices of many sizes, and record what comes out."""
from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.labs.segmentation.parts.network import levels
from autograder.labs.segmentation.parts.network.calling import (
    Leaves,
    built,
    call,
    first_tensor,
    fitted,
    reseed,
    weights_of,
)
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

PUSHES, RATE, SETTLING = 40, 0.5, 20
LOUD = 50.0


@experiment("UNet")
def build(seen: Seen, student: dict, modules: list) -> None:
    """UNet(): is it a module?"""
    network = student["UNet"]()
    seen["type"] = type(network).__name__
    seen["is_module"] = issubclass(type(network), nn.Module)  # __class__ may be forged


@experiment("UNet")
@torch.no_grad()
def shapes(seen: Seen, student: dict, modules: list, slices: dict) -> None:
    """The shape of the output for each of the slices (N, 1, H, W), batches in training mode."""
    network = built(student["UNet"])

    def run(given: torch.Tensor) -> dict[str, Any]:
        output = network.train(len(given) > 1)(given)
        return {"type": type(output).__name__, "is_tensor": arrays.is_tensor(output),
                "shape": list(first_tensor(output).shape)}
    for name, given in slices.items():
        seen.attempt(name, lambda given=given: run(torch.from_numpy(given)))


@experiment("UNet")
def driven(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """The outputs (N, 3, H, W) of networks trained to put out as much and as little as they can.

    "up", "down": in training mode; "up evaluated", "down evaluated": in evaluation mode, with running statistics
    settled; absent where the output carries no gradient. "loud", "negated": with all weights many times as large,
    and with the other sign.
    """
    for name, sign in (("up", 1), ("down", -1)):
        network, slices = fitted(student["UNet"], small, wide, training=True)
        seen.attempt(name, lambda n=network, s=slices, sign=sign: _push(n, s, sign))
        if name in seen:
            seen.attempt(f"{name} evaluated", lambda n=network, s=slices: _settled(n, s))
    for name, factor in (("loud", LOUD), ("negated", -LOUD)):
        network, slices = fitted(student["UNet"], small, wide, training=True)
        with torch.no_grad():
            for weight in weights_of(network, slices):
                weight.mul_(factor)
            seen.attempt(name, lambda n=network, s=slices: arrays.plain(call(n, s)))


def _push(network: nn.Module, slices: torch.Tensor, sign: int) -> np.ndarray:
    weights = [weight.requires_grad_() for weight in weights_of(network, slices)]
    optimizer = torch.optim.Adam(weights, lr=RATE)
    for _ in range(PUSHES):
        optimizer.zero_grad()
        (-sign * call(network, slices)).mean().backward()
        optimizer.step()
    return arrays.plain(call(network, slices))


@torch.no_grad()
def _settled(network: nn.Module, slices: torch.Tensor) -> np.ndarray:
    for _ in range(SETTLING):
        call(network, slices)
    return arrays.plain(call(network.eval(), slices))


@experiment("UNet")
def passed(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """What of each level of the encoder reaches the output without going through a smaller map."""
    network, slices = fitted(student["UNet"], small, wide)
    seen.update(levels.passing(network, slices[:1], slices[1:]))


@experiment("UNet")
@torch.no_grad()
def reach(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray, distance: int) -> None:
    """How far the output in the middle changes with all of the input that is more than a distance away, by side."""
    network, slices = fitted(student["UNet"], small, wide)
    first, second = slices[:1], slices[1:]
    height, width = slices.shape[2:]
    middle = (..., slice(height // 2 - 2, height // 2 + 2), slice(width // 2 - 2, width // 2 + 2))
    before = call(network, first)[middle]
    away_y, away_x = height // 2 - 2 - distance, width // 2 - 2 - distance
    sides = {"above": (..., slice(0, away_y), slice(None)), "below": (..., slice(height - away_y, None), slice(None)),
             "left": (..., slice(0, away_x)), "right": (..., slice(width - away_x, None))}
    for name, place in sides.items():
        changed = first.clone()
        changed[place] = second[place]
        seen[name] = float((call(network, changed)[middle] - before).abs().max())
    seen["whole"] = float((call(network, second)[middle] - before).abs().max())


@experiment("UNet")
def learning(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """Which weights take part in the forward pass, and which of them a gradient reaches.

    "late": how many parameters are there only once the network has been called; "unregistered": shapes of weights
    that are used but not among network.parameters(); "rebuilt": whether each call makes new ones; "weights": of each
    parameter its name, shape, whether it is frozen, its largest gradient (None where there is none), and whether the
    output changes with it.
    """
    network = built(student["UNet"])
    count = len(list(network.parameters()))
    network, slices = fitted(lambda: network, small, wide, training=True)
    seen["late"] = len(list(network.parameters())) - count
    with Leaves() as leaves:
        output = call(network, slices)
    before = {id(parameter) for parameter in network.parameters()}
    seen["parameters"], seen["requires_grad"] = len(before), output.requires_grad
    # A view of a parameter's memory, as spectral norm takes it, is that parameter.
    memory = {parameter.untyped_storage().data_ptr() for parameter in network.parameters()}
    seen["unregistered"] = [list(leaf.shape) for leaf in leaves.found.values()
                            if leaf.untyped_storage().data_ptr() not in memory]
    network.zero_grad()
    output = call(network, slices)
    seen["rebuilt"] = before != {id(parameter) for parameter in network.parameters()}
    if output.requires_grad:
        (output * torch.randn_like(output)).sum().backward()
    seen["weights"] = [_weight(network, slices, name, weight) for name, weight in network.named_parameters()]


def _weight(network: nn.Module, slices: torch.Tensor, name: str, weight: nn.Parameter) -> dict[str, Any]:
    gradient = None if weight.grad is None else float(np.abs(arrays.plain(weight.grad)).max())
    return {"name": name[:80], "shape": list(weight.shape), "frozen": not weight.requires_grad, "gradient": gradient,
            "used": bool(gradient) or _matters(network, slices, weight)}


@torch.no_grad()
def _matters(network: nn.Module, slices: torch.Tensor, weight: nn.Parameter) -> bool:
    original, before = weight.detach().clone(), call(network, slices)
    weight.add_(torch.randn_like(weight))
    changed = not torch.equal(before, call(network, slices))
    weight.copy_(original)
    return changed


@experiment("UNet")
@torch.no_grad()
def repeated(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """The output for two slices, twice, with other random numbers, in evaluation mode; what the calls have changed.

    "alone": that of the first slice by itself; "again": that of a second network, whose weights were drawn alike.
    """
    network, slices = fitted(student["UNet"], small, wide)
    before = [buffer.clone() for buffer in network.buffers()]
    lent = slices.clone()
    reseed(1)
    seen["once"] = arrays.plain(first_tensor(network(lent)))
    seen["kept"] = np.array_equal(arrays.plain(lent), arrays.plain(slices))
    seen["twice"] = arrays.plain(call(network, slices, 2))
    seen["stays"] = not network.training and all(map(torch.equal, before, network.buffers()))
    seen.attempt("alone", lambda: arrays.plain(call(network, slices[:1])))
    seen.attempt("again", lambda: arrays.plain(call(fitted(student["UNet"], small, wide)[0], slices)))
