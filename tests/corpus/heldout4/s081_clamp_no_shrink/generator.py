import torch
from torch import nn


class Generator(nn.Module):
    """SRCNN-like: keep full resolution all the way."""

    def __init__(self, n_feat=32, depth=4):
        super().__init__()
        self.head = nn.Sequential(nn.Conv2d(1, n_feat, 9, padding=4), nn.ReLU(inplace=True))
        self.trunk = nn.Sequential(*[
            nn.Sequential(nn.Conv2d(n_feat, n_feat, 3, padding=1), nn.BatchNorm2d(n_feat), nn.ReLU(inplace=True))
            for _ in range(depth)
        ])
        self.tail = nn.Conv2d(n_feat, 1, 5, padding=2)

    def forward(self, x):
        y = self.tail(self.trunk(self.head(x)))
        return y.clamp(-1.0, 1.0)
