"""Residual generator whose branches and last layer begin at zero (as in diffusion models' zero modules)."""
import torch
from torch import nn


def zero(module):
    for parameter in module.parameters():
        nn.init.zeros_(parameter)
    return module


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.norm = nn.GroupNorm(8, channels)
        self.second = zero(nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x):
        return x + self.second(torch.relu(self.norm(self.first(x))))


class Generator(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, width, 4, 2, 1), nn.LeakyReLU(0.2),
                                     nn.Conv2d(width, 2 * width, 4, 2, 1), nn.BatchNorm2d(2 * width), nn.LeakyReLU(0.2))
        self.middle = nn.Sequential(Block(2 * width), Block(2 * width))
        self.decoder = nn.Sequential(nn.ConvTranspose2d(2 * width, width, 4, 2, 1), nn.BatchNorm2d(width), nn.ReLU(),
                                     nn.ConvTranspose2d(width, width, 4, 2, 1), nn.ReLU())
        self.last = zero(nn.Conv2d(width, 1, 3, padding=1))

    def forward(self, x):
        return torch.tanh(self.last(self.decoder(self.middle(self.encoder(x)))))
