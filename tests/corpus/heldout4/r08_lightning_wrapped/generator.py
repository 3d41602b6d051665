import torch
from torch import nn


class SEBlock(nn.Module):
    def __init__(self, c, r=4):
        super().__init__()
        self.fc = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, c // r), nn.ReLU(),
                                nn.Linear(c // r, c), nn.Hardsigmoid())

    def forward(self, x):
        return x * self.fc(x)[:, :, None, None]


class InvertedResidual(nn.Module):
    def __init__(self, c, expand=3):
        super().__init__()
        h = c * expand
        self.net = nn.Sequential(
            nn.Conv2d(c, h, 1, bias=False), nn.BatchNorm2d(h), nn.Hardswish(),
            nn.Conv2d(h, h, 5, padding=2, groups=h, bias=False), nn.BatchNorm2d(h), nn.Hardswish(),
            SEBlock(h), nn.Conv2d(h, c, 1, bias=False), nn.BatchNorm2d(c))

    def forward(self, x):
        return x + self.net(x)


class Generator(nn.Module):
    """Mobile generator: space-to-depth stem, inverted residuals, depth-to-space head."""

    def __init__(self, width=64, depth=4):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(4, width // 2, 3, padding=1), nn.Hardswish(),
            nn.PixelUnshuffle(2), nn.Conv2d(width * 2, width, 3, padding=1), nn.BatchNorm2d(width), nn.Hardswish())
        self.body = nn.Sequential(*[InvertedResidual(width) for _ in range(depth)])
        self.decoder = nn.Sequential(
            nn.Conv2d(width, width * 2, 3, padding=1), nn.PixelShuffle(2), nn.Hardswish(),
            nn.Conv2d(width // 2, 4, 3, padding=1), nn.PixelShuffle(2))
        self.out = nn.Tanh()

    def forward(self, x):
        return self.out(self.decoder(self.body(self.encoder(x))))
