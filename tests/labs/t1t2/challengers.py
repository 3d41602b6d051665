"""Networks that take part in the challenge, and folders of slices to score them on."""
from __future__ import annotations

from pathlib import Path

import torch
from PIL import Image

from autograder.labs.phantoms import phantom

NETWORK = """
import torch
from torch import nn

class ChallengeGenerator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Conv2d(1, 1, 3, padding=1)
    def forward(self, x):
        return {result}
"""
LEARNED, COPIED = NETWORK.format(result="torch.tanh(self.layer(x))"), NETWORK.format(result="x")
WEIGHTS = {"layer.weight": torch.full((1, 1, 3, 3), -0.1), "layer.bias": torch.zeros(1)}


def lay_out(folder: Path, count: int) -> None:
    """A data folder's test half with so many pairs."""
    for seed in range(count):
        for letter, image in zip("AB", phantom(seed)):
            (folder / f"test{letter}").mkdir(exist_ok=True)
            Image.fromarray(image).save(folder / f"test{letter}" / f"{seed}.png")
