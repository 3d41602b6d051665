"""Probe networks: tiny, transparent G and D that student functions are run on (worker side)."""
from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

from autograder.labs.t1t2.collaborators.features import (
    GAIN_D,
    GAIN_G,
    discriminator_features,
    generator_features,
    strided,
    weighted,
)


class Probe(nn.Module):
    """A network with a `model`, as the handout's have, whose passes are logged.

    log: a shared list of events, see each method.
    """

    def __init__(self, name: str, weights: np.ndarray, log: list[str]) -> None:
        super().__init__()
        self.name, self.log = name, log
        self.model = nn.ParameterList(
            [nn.Parameter(torch.tensor(float(weight))) for weight in weights])

    def watch(self, output: torch.Tensor, event: str) -> torch.Tensor:
        """Log `backward <event>` each time a backward pass comes through this output."""
        if output.requires_grad:
            output.register_hook(lambda gradient: self.log.append(f"backward {event}"))
        return output

    def weights(self) -> np.ndarray:
        return np.array([float(weight) for weight in self.model])


class ProbeGenerator(Probe):
    """tanh(w . features(t1)); logs "call G" and "backward G"."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.log.append("call G")
        return self.watch(torch.tanh(GAIN_G * weighted(self.model, generator_features(x))), "G")


class ProbeDiscriminator(Probe):
    """sigmoid(gain v . features(t1, t2)); logs "call D" and "backward D", with " attached" where x2
    leads back to G."""

    def forward(self, x1: torch.Tensor, x2: torch.Tensor) -> torch.Tensor:
        event = "D attached" if x1.requires_grad or x2.requires_grad else "D"
        self.log.append(f"call {event}")
        score = weighted(self.model, discriminator_features(strided(x1), strided(x2)))
        return self.watch(torch.sigmoid(GAIN_D * score), event)


class LoggedSGD(torch.optim.SGD):
    """Plain gradient descent: a weight's change is its gradient times the learning rate."""

    def __init__(self, network: Probe, lr: float) -> None:
        super().__init__(network.parameters(), lr=lr)
        self.network = network

    def step(self, closure: Any = None) -> Any:
        result = super().step(closure)  # a closure runs the passes inside the step
        self.network.log.append(f"step {self.network.name}")
        return result


def through(layers: nn.Module, *slices: torch.Tensor) -> torch.Tensor:
    """What the layers make of these slices, joined over channels."""
    return layers(torch.cat(slices, 1))


class SmallGenerator(nn.Module):
    """An ordinary little G with batch normalisation, in the handout's style."""

    def __init__(self) -> None:
        super().__init__()
        self.model = nn.Sequential(nn.Conv2d(1, 4, 3, 1, 1), nn.BatchNorm2d(4), nn.ReLU(),
                                   nn.Conv2d(4, 1, 3, 1, 1), nn.Tanh())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return through(self.model, x)


class SmallDiscriminator(nn.Module):
    """An ordinary little D with batch normalisation, in the handout's style."""

    def __init__(self) -> None:
        super().__init__()
        self.model = nn.Sequential(nn.Conv2d(2, 4, 4, 2, 1), nn.LeakyReLU(0.2),
                                   nn.BatchNorm2d(4), nn.Conv2d(4, 1, 3, 1, 1), nn.Sigmoid())

    def forward(self, x1: torch.Tensor, x2: torch.Tensor) -> torch.Tensor:
        return through(self.model, x1, x2)


NETWORKS = {"Generator": SmallGenerator, "Discriminator": SmallDiscriminator}


class _Log(list):
    """A list that a copy of its owner goes on writing to: translate may work on a deep copy of G."""

    def __deepcopy__(self, memo: dict) -> _Log:
        return self


class ModeProbe(nn.Module):
    """A trained-looking G whose output tells its mode, and which logs how it is called.

    Batch normalisation with given running statistics, a weight and a Tanh.
    """

    def __init__(self, mean: float, variance: float, weight: float) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(1, affine=False)
        self.norm.running_mean.fill_(mean)
        self.norm.running_var.fill_(variance)
        self.model = nn.Conv2d(1, 1, 1)
        nn.init.constant_(self.model.weight, weight)
        nn.init.zeros_(self.model.bias)
        self.calls: list[dict] = _Log()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        output = torch.tanh(self.model(self.norm(x)))
        self.calls.append({"training": self.training or self.norm.training,
                           "graph": output.requires_grad})
        return output
