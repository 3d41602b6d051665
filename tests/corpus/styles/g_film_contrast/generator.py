import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """A branch reads the whole slice and sets scale and shift of the bottleneck."""

    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2))
        self.style = nn.Sequential(nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(64 * 16, 128))
        self.dec = nn.Sequential(nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.LeakyReLU(0.2), nn.ConvTranspose2d(32, 1, 4, 2, 1))

    def forward(self, x):
        h = self.enc(x)
        gain, shift = self.style(h)[..., None, None].chunk(2, 1)
        return torch.tanh(self.dec(h * (1 + gain) + shift))
