"""Known networks for the part that trains: what they are fed, and in which mode, is written into a log."""
from __future__ import annotations

import torch
from torch import nn

CLASSES = 3


class ProbeNetwork(nn.Module):
    """Logits that are straight lines of the grey level: weight_c · x + bias_c for each class c.

    Its mode changes nothing, so that a wrong one costs nothing where something else is judged.
    """

    def __init__(self, weight: list[float], bias: list[float], log: list[dict]) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(weight, dtype=torch.float32))
        self.bias = nn.Parameter(torch.tensor(bias, dtype=torch.float32))
        self.log = log

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        logits = image * self.weight.view(1, CLASSES, 1, 1) + self.bias.view(1, CLASSES, 1, 1)
        note_call(self, self.log, image, logits)
        return logits

    def numbers(self) -> torch.Tensor:
        """All six weights in one row, in float32."""
        return torch.cat([self.weight, self.bias]).detach().clone()


class ModalNetwork(nn.Module):
    """A network whose mode shows: batch normalisation, dropout, and a convolution at the end."""

    def __init__(self, log: list[dict]) -> None:
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout2d(0.4))
        self.head = nn.Conv2d(4, CLASSES, 1)
        self.log = log

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        logits = self.head(self.features(image))
        note_call(self, self.log, image, logits)
        return logits


def note_call(network: nn.Module, log: list[dict], image: torch.Tensor, logits: torch.Tensor) -> None:
    """Write down one call: the mode of every layer, whether a graph is made, and the slices, by their first pixel."""
    modes = {layer.training for layer in network.modules()}
    log.append({"event": "call", "training": modes == {True}, "evaluating": modes == {False},
                "graph": bool(logits.requires_grad), "slices": [float(value) for value in image.detach()[:, 0, 0, 0]]})


class LoggedSGD(torch.optim.SGD):
    """Plain gradient descent, so that a weight's change is its gradient; each step is logged with the new weights."""

    def __init__(self, network: ProbeNetwork, lr: float) -> None:
        super().__init__(network.parameters(), lr=lr)
        self._network, self._log = network, network.log

    def step(self, closure=None):
        result = super().step(closure)
        self._log.append({"event": "step", "weights": self._network.numbers().numpy()})
        return result


class LoggedScheduler(torch.optim.lr_scheduler.LambdaLR):
    """A scheduler that keeps the rate and logs its steps."""

    def __init__(self, optimizer: torch.optim.Optimizer, log: list[dict]) -> None:
        self._log: list[dict] = []  # the first step is the constructor's own
        super().__init__(optimizer, lambda _: 1.0)
        self._log = log

    def step(self, *values) -> None:
        super().step()
        self._log.append({"event": "scheduler", "given": len(values)})
