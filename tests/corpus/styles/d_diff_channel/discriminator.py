import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """T1, T2 and their difference."""

    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(3, 32, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(.2), nn.Conv2d(64, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.f(torch.cat([x1, x2, x2 - x1], 1))
