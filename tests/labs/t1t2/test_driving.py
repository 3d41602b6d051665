"""The search for what a network can put out ends once it leads no further, and not before."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import nn

from autograder.labs.t1t2.networks import driving
from autograder.worker.experiments import Seen

TANH = torch.tanh


class Counted(nn.Module):
    """A small network with this end, which counts its calls."""

    def __init__(self, end: Callable, last: Callable = lambda layer: layer) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layers = nn.Sequential(nn.Conv2d(1, 8, 4, 2, 1), nn.BatchNorm2d(8), nn.ReLU(),
                                    last(nn.ConvTranspose2d(8, 1, 4, 2, 1)))
        self.end, self.calls = end, 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.calls += 1
        return self.end(self.layers(x))


def driven(network: nn.Module, low: float = -1.0) -> Seen:
    seen = Seen(set())
    driving.drive(seen, network, (torch.randn(2, 1, 32, 32, generator=torch.Generator().manual_seed(1)),), low, 1.0)
    return seen


@pytest.mark.parametrize("end, low, bounds", [
    (lambda x: TANH(TANH(x)), -1.0, (-0.7616, 0.7616)), (lambda x: 0.5 * TANH(x), -1.0, (-0.5, 0.5)),
    (lambda x: torch.sigmoid(torch.sigmoid(x)), 0.0, (0.5, 0.7311))])
def test_an_output_that_stands_still_is_not_pushed(end, low, bounds):
    """A large network needs seconds for each of these calls; pushed, it was called a hundred times."""
    network = Counted(end)
    seen = driven(network, low)
    assert network.calls <= 20 and not {"pushed_up", "pushed_down"} & set(seen)
    assert np.allclose([seen["loud"].min(), seen["loud"].max()], bounds, atol=1e-3)


def test_what_is_spread_has_come_to_no_end():
    """A normalisation takes the scale out of all weights; the output stands still all the same, and is pushed."""
    network = Counted(lambda x: TANH(0.3 * x), lambda layer: nn.Sequential(layer, nn.InstanceNorm2d(1)))
    assert {"pushed_up", "pushed_down"} <= set(driven(network))


def test_pictures_of_one_value_each_are_no_two_ends():
    """A map that was averaged holds as many values as pictures, whatever its weights are."""
    network = Counted(lambda x: torch.sigmoid(x).mean((2, 3), keepdim=True).expand_as(x))
    assert {"pushed_up", "pushed_down"} <= set(driven(network, 0.0))


def test_a_push_that_brings_nothing_ends():
    network = Counted(lambda x: TANH(0.3 * x), lambda layer: nn.Sequential(layer, nn.InstanceNorm2d(1)))
    driven(network)
    assert network.calls <= 2 * (driving.PATIENCE + 15) + 20
