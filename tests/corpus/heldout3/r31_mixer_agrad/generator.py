"""Patches of 4x4, token mixing by depthwise 9x9 (ConvMixer); patches back by one transposed convolution."""
import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, fn):
        super().__init__()
        self.fn = fn

    def forward(self, x):
        return self.fn(x) + x


class Generator(nn.Module):
    def __init__(self, dim=48, depth=3, kernel=9, patch=4):
        super().__init__()
        self.embed = nn.Sequential(nn.Conv2d(1, dim, patch, patch), nn.GELU(), nn.BatchNorm2d(dim))
        self.mix = nn.Sequential(*[
            nn.Sequential(Residual(nn.Sequential(nn.Conv2d(dim, dim, kernel, groups=dim, padding="same"), nn.GELU(),
                                                 nn.BatchNorm2d(dim))),
                          nn.Conv2d(dim, dim, 1), nn.GELU(), nn.BatchNorm2d(dim)) for _ in range(depth)])
        self.unembed = nn.ConvTranspose2d(dim, 1, patch, patch)

    def forward(self, x):
        return torch.tanh(self.unembed(self.mix(self.embed(x))))
