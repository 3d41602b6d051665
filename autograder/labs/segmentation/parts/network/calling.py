"""Any network, called any way: for the experiments of the part `network`.

A network is never taken apart, since its style is its author's: it is called, driven, differentiated and watched
from outside.
"""
from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from autograder.worker.arrays import is_a, is_tensor, tensor

SETTLING = 20
WAKING, WAKING_RATE = 5, 1e-3
# Kept from before student code runs, which may replace them.
_SEEDS = (torch.default_generator.manual_seed, np.random.seed, random.seed)


def reseed(seed: int = 1) -> None:
    """Put all random numbers that a submission may draw at a known place."""
    for place in _SEEDS:
        place(seed)


def built(kind: Callable[[], nn.Module], seed: int = 0) -> nn.Module:
    """A network in evaluation mode whose weights are drawn alike every time."""
    reseed(seed)
    return kind().eval()


def call(network: Callable, slices: torch.Tensor, seed: int = 1) -> torch.Tensor:
    """The network's output for a copy of the slices, with random numbers at a known place."""
    reseed(seed)
    return first_tensor(network(slices.clone()))


def first_tensor(value: Any) -> torch.Tensor:
    """The first tensor in whatever a network returned; its kind is judged elsewhere."""
    if is_a(value, (tuple, list)) and value:
        return first_tensor(value[0])
    if is_a(value, dict) and value:
        return first_tensor(next(iter(value.values())))
    if not is_tensor(value):
        raise TypeError(f"forward returned {type(value).__name__}, not a tensor")
    return tensor(value)


def fitted(kind: Callable[[], nn.Module], *sizes: np.ndarray,
           training: bool = False) -> tuple[nn.Module, torch.Tensor]:
    """A network, awake, and the first of these slices (N, 1, H, W) of several sizes that it can work on."""
    network = built(kind)
    slices = next((given for given in map(torch.from_numpy, sizes) if _works(network, given)),
                  torch.from_numpy(sizes[-1]))
    awaken(network, slices)
    return network.train(training), slices


@torch.no_grad()
def _works(network: nn.Module, slices: torch.Tensor) -> bool:
    try:
        return call(network, slices).shape[2:] == slices.shape[2:]
    except Exception:  # `any_size` tells of sizes on which it does not work
        return False


def awaken(network: nn.Module, slices: torch.Tensor) -> None:
    """Open what begins as nothing, such as a residual branch behind a gate of zero, by a few steps of training.

    One that can't learn stays shut.
    """
    weights = [value for name, value in network.named_parameters() if not name.endswith("bias")]
    if all(value.numel() == 0 or value.detach().any() for value in weights):
        return
    with contextlib.suppress(Exception), torch.enable_grad():  # `learnable` tells what keeps gradients from it
        weights = [weight for weight in network.parameters() if weight.requires_grad]
        optimizer = torch.optim.Adam(weights, lr=WAKING_RATE)
        for _ in range(WAKING):
            optimizer.zero_grad()
            output = call(network.train(), slices)
            (output * torch.randn_like(output)).sum().backward()
            optimizer.step()
        optimizer.zero_grad()


@torch.no_grad()
def settled(network: nn.Module, slices: torch.Tensor) -> nn.Module:
    """The network in evaluation mode, its running statistics those of these slices: before, a deep network passes on
    next to nothing."""
    with contextlib.suppress(Exception):  # other checks tell of training mode
        for _ in range(SETTLING):
            call(network.train(), slices)
    return network.eval()


class Leaves(TorchFunctionMode):
    """Collects every trainable leaf that a forward pass reads, registered or not."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[int, torch.Tensor] = {}

    def __torch_function__(self, func, types, args=(), kwargs=None):
        for value in _flatten([*args, *(kwargs or {}).values()]):
            learnable = is_a(value, nn.Parameter) or value.requires_grad
            # A view taken under no_grad of something computed, as spectral norm takes it, is no leaf.
            if learnable and value.is_leaf and (value._base is None or value._base.is_leaf):
                self.found[id(value)] = value
        return func(*args, **(kwargs or {}))


def _flatten(values: Iterable[Any]) -> Iterable[torch.Tensor]:
    for value in values:
        if is_tensor(value):
            yield value
        elif is_a(value, (list, tuple)):
            yield from _flatten(value)


def weights_of(network: nn.Module, slices: torch.Tensor) -> list[torch.Tensor]:
    """All weights that take part, whether parameters() lists them or not."""
    with Leaves() as leaves, torch.no_grad():
        call(network, slices)
    return list({id(weight): weight for weight in [*network.parameters(), *leaves.found.values()]}.values())
