"""What a worker process of this lab does once: the first convolution of a size is compiled for the processor."""
from __future__ import annotations

import torch
import torch.nn.functional as F

# The handout's layers (CONTRACT.md): operation, channels in and out, stride; all with 4x4 kernels and padding 1.
LAYERS = {"G": ((F.conv2d, 1, 64, 2), (F.conv2d, 64, 128, 2), (F.conv_transpose2d, 128, 64, 2),
                (F.conv_transpose2d, 64, 1, 2)),
          "D": ((F.conv2d, 2, 64, 2), (F.conv2d, 64, 128, 2), (F.conv2d, 128, 1, 1))}
# How the experiments run them: (slices, side, with gradients).
PASSES = {"G": ((1, 64, False), (2, 64, True), (4, 64, True), (1, 256, False)),
          "D": ((1, 64, True), (2, 64, True), (4, 64, True), (1, 256, True))}


def warm_up() -> None:
    """Run the handout's layers: compiling them is a tenth of what a submission like the handout takes, if each
    worker does it."""
    for name, passes in PASSES.items():
        for slices, side, gradients in passes:
            _convolutions(name, slices, side, gradients)


def _convolutions(name: str, slices: int, side: int, gradients: bool) -> None:
    features = torch.zeros(slices, LAYERS[name][0][1], side, side, requires_grad=gradients)
    for operation, channels, features_out, stride in LAYERS[name]:
        pair = (channels, features_out) if operation is F.conv_transpose2d else (features_out, channels)
        weight = torch.zeros(*pair, 4, 4, requires_grad=gradients)
        bias = torch.zeros(features_out, requires_grad=gradients)
        features = operation(features, weight, bias, stride, 1)
    if gradients:
        features.sum().backward()
