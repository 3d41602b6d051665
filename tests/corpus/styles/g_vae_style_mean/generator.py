import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """Noise at the bottleneck while training, none in evaluation mode."""

    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU())
        self.dec = nn.Sequential(nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(32, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        h = self.enc(x)
        if self.training:
            h = h + 0.05 * torch.randn_like(h)
        return self.dec(h)
