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
    settled,
    weights_of,
)
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

# A push ends where the outputs are so far away, or after so many steps.
PUSHES, RATE, AWAY = 30, 0.5, 100.0
TINY = 32
OTHER_SEEDS = (1, 2, 3)
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
    network, slices = fitted(student["UNet"], small[..., :TINY, :TINY].copy(), small, wide, training=True)
    weights = weights_of(network, slices)
    kept = [(value, value.detach().clone()) for value in (*weights, *network.buffers())]
    for name, sign in (("up", 1), ("down", -1)):
        seen.attempt(name, lambda sign=sign: _push(network, slices, weights, sign))
        if name in seen:
            seen.attempt(f"{name} evaluated", lambda: arrays.plain(call(settled(network, slices), slices)))
        _put_back(network, kept)
    for name, factor in (("loud", LOUD), ("negated", -LOUD)):
        with torch.no_grad():
            for weight in weights:
                weight.mul_(factor)
            seen.attempt(name, lambda: arrays.plain(call(network, slices)))
        _put_back(network, kept)


@torch.no_grad()
def _put_back(network: nn.Module, kept: list[tuple[torch.Tensor, torch.Tensor]]) -> None:
    """Give weights and buffers the values that they had, in training mode."""
    for value, before in kept:
        value.copy_(before)
    network.train()


def _push(network: nn.Module, slices: torch.Tensor, weights: list[torch.Tensor], sign: int) -> np.ndarray:
    """The output after a short training towards large values of this sign."""
    optimizer = torch.optim.Adam([weight.requires_grad_() for weight in weights], lr=RATE)
    for _ in range(PUSHES):
        optimizer.zero_grad()
        output = sign * call(network, slices)
        if output.detach().median() > AWAY:
            break
        (-output).mean().backward()
        optimizer.step()
    return arrays.plain(call(network, slices))


@experiment("UNet")
def passed(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray) -> None:
    """What of each level of the encoder reaches the output without going through a smaller map."""
    network, slices = fitted(student["UNet"], small, wide)
    seen.update(levels.passing(settled(network, slices), slices[:1], slices[1:]))


@experiment("UNet")
@torch.no_grad()
def reach(seen: Seen, student: dict, modules: list, small: np.ndarray, wide: np.ndarray, distance: int) -> None:
    """How far the output in the middle changes with all of the input that is more than a distance away, by side."""
    network, slices = fitted(student["UNet"], small, wide)
    settled(network, slices)
    first, second = slices[:1], slices[1:]
    height, width = slices.shape[2:]
    output = call(network, first)
    middle = (..., *(slice(side // 2 - 2, side // 2 + 2) for side in output.shape[2:]))
    before = output[middle]
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
    call(network, slices)
    seen["rebuilt"] = before != {id(parameter) for parameter in network.parameters()}
    weights = _weights(network, slices)
    for seed in OTHER_SEEDS:
        if all(weight["gradient"] is None or weight["gradient"] for weight in weights):
            break
        # A gradient of exactly 0: whether it is one unit that is never active, or the way to it.
        network, slices = fitted(lambda seed=seed: built(student["UNet"], seed=seed), small, wide, training=True)
        weights = [max(pair, key=lambda weight: weight["gradient"] or 0)
                   for pair in zip(weights, _weights(network, slices))]
    seen["weights"] = weights


def _weights(network: nn.Module, slices: torch.Tensor) -> list[dict[str, Any]]:
    """Of each parameter: its record, with the gradient of a random sum of the output."""
    network.zero_grad()
    output = call(network, slices)
    if output.requires_grad:
        (output * torch.randn_like(output)).sum().backward()
    return [_weight(network, slices, name, weight) for name, weight in network.named_parameters()]


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
