"""Shrinks by space-to-depth and grows back by depth-to-space: no stride anywhere."""
import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, w=48):
        super().__init__()
        self.shrink = nn.PixelUnshuffle(2)
        self.grow = nn.PixelShuffle(2)
        self.c1 = nn.Conv2d(4, w, 3, padding=1)
        self.c2 = nn.Conv2d(4 * w, w, 3, padding=1)
        self.c3 = nn.Conv2d(w, w, 3, padding=1)
        self.c4 = nn.Conv2d(w, 4 * w, 3, padding=1)
        self.c5 = nn.Conv2d(w, 4, 3, padding=1)
        self.n = nn.ModuleList(nn.GroupNorm(8, c) for c in (w, w, w))

    def forward(self, x):
        h = torch.nn.functional.leaky_relu(self.c1(self.shrink(x)), 0.2)
        h = torch.nn.functional.leaky_relu(self.n[0](self.c2(self.shrink(h))), 0.2)
        h = torch.relu(self.n[1](self.c3(h)))
        h = torch.relu(self.n[2](self.grow(self.c4(h))))
        return torch.tanh(self.grow(self.c5(h)))
