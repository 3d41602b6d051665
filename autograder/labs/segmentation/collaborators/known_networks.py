"""Networks whose answer is known in closed form, which student functions are run on (worker side)."""
from __future__ import annotations

import numpy as np
import torch
from torch import nn


class _Log(list):
    """A list that a copy of its owner goes on writing to: a function may work on a deep copy of its model."""

    def __deepcopy__(self, memo: dict) -> _Log:
        return self


class KnownNetwork(nn.Module):
    """A trained-looking network that tells its mode, and logs how it is called.

    Logits (N, 3, H, W) of an image (N, 1, H, W): linear in each pixel's normalised grey level, with slopes
    (2, 3) of two branches. The second goes through a Dropout that drops everything: it is there in
    evaluation mode and gone in training mode, without chance.
    """

    def __init__(self, mean: float, variance: float, slopes: np.ndarray, offsets: np.ndarray) -> None:
        super().__init__()
        classes = len(offsets)
        self.norm = nn.BatchNorm2d(1, affine=False)
        self.norm.running_mean.fill_(mean)
        self.norm.running_var.fill_(variance)
        self.drop = nn.Dropout(1.0)
        self.head, self.context = nn.Conv2d(1, classes, 1), nn.Conv2d(1, classes, 1, bias=False)
        with torch.no_grad():
            for layer, slope in zip((self.head, self.context), slopes):
                layer.weight.copy_(torch.from_numpy(slope).view(classes, 1, 1, 1))
            self.head.bias.copy_(torch.from_numpy(offsets))
        self.calls: list[dict] = _Log()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        level = self.norm(x)
        logits = self.head(level) + self.context(self.drop(level))
        self.calls.append({"training": any(layer.training for layer in (self, self.norm, self.drop)),
                           "graph": logits.requires_grad})
        return logits
