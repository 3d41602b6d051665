import torch
from torch import nn


class Discriminator(nn.Sequential):
    """nn.Sequential subclass; forward joins the two slices, then runs the chain."""

    def __init__(self):
        super().__init__(
            nn.Conv2d(2, 48, 5, 2, 2), nn.GELU(),
            nn.Conv2d(48, 96, 5, 2, 2), nn.GroupNorm(8, 96), nn.GELU(),
            nn.Conv2d(96, 96, 5, 2, 2), nn.GroupNorm(8, 96), nn.GELU(),
            nn.Conv2d(96, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return super().forward(torch.cat([x1, x2], dim=1))
