import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """A learned map is added at H/4: 256x256 only."""

    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU())
        self.place = nn.Parameter(torch.zeros(1, 64, 64, 64))
        self.dec = nn.Sequential(nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(32, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        return self.dec(self.enc(x) + self.place)
