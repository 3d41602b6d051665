"""A Sequential with two inputs."""
import torch
from torch import nn


class Discriminator(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(2, 48, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(48, 96, 4, 2, 1), nn.BatchNorm2d(96), nn.LeakyReLU(0.2),
            nn.Conv2d(96, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return super().forward(torch.cat([x1, x2], axis=1))
