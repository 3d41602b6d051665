"""Which places of a network's inputs move its output, by gradients: for both networks' experiments."""
from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import torch
from torch import nn

from autograder.labs.t1t2.networks.experiments import Inputs, call, first_tensor, reseed

BLOCKS = 8
SEEDS = 24


def measure(network: nn.Module, inputs: Inputs, outputs: Iterable[Callable], blocks: int,
            seeds: int = 1) -> np.ndarray:
    """How much each block of each input moves each output: (outputs, inputs, blocks, blocks).

    outputs: functions of the output that give a scalar. Values are summed squared gradients,
    relative to the largest; a random network is called with several seeds.
    """
    total = None
    for seed in range(1, seeds + 1):
        sources = tuple(value.clone().requires_grad_() for value in inputs)
        reseed(seed)
        output = first_tensor(network(*(source.clone() for source in sources)))  # no leaves: it may change them
        if not output.requires_grad:
            return np.zeros((len(list(outputs)), len(inputs), blocks, blocks))
        rows = []
        for scalar in outputs:
            gradients = torch.autograd.grad(scalar(output), sources, retain_graph=True,
                                            allow_unused=True)
            rows.append(torch.stack([energy(gradient, blocks) for gradient in gradients]))
        found = torch.stack(rows)
        total = found if total is None else total + found
    return total.numpy() / max(float(total.max()), 1e-300)


def energy(gradient: torch.Tensor | None, blocks: int) -> torch.Tensor:
    if gradient is None:
        return torch.zeros(blocks, blocks, dtype=torch.float64)
    squares = gradient.to(torch.float64).square().reshape(-1, *gradient.shape[-2:]).sum(0)
    height, width = squares.shape[0] // blocks, squares.shape[1] // blocks
    cut = squares[:height * blocks, :width * blocks]
    return cut.reshape(blocks, height, blocks, width).sum((1, 3))


def seeds_needed(network: nn.Module, inputs: Inputs) -> int:
    """1 for a network that gives the same output every time, SEEDS for a random one."""
    with torch.no_grad():
        same = torch.equal(call(network, inputs, 1), call(network, inputs, 2))
    return 1 if same else SEEDS


def random_sum(output: torch.Tensor) -> torch.Tensor:
    """A scalar that every number of the output takes part in, with weights that do not cancel."""
    return (output * torch.randn(output.shape)).sum()
