import torch
import torch.nn as nn


class ResBlock(nn.Module):
    def __init__(self, ch):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(ch, ch, 3), nn.InstanceNorm2d(ch), nn.ReLU(True),
            nn.ReflectionPad2d(1), nn.Conv2d(ch, ch, 3), nn.InstanceNorm2d(ch),
        )

    def forward(self, x):
        return x + self.body(x)


class Generator(nn.Module):
    """ResNet generator that predicts the difference T2 - T1."""

    def __init__(self, nf=32, n_blocks=3):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(1, nf, 7, 1, 3), nn.InstanceNorm2d(nf), nn.ReLU(True),
            nn.Conv2d(nf, nf * 2, 3, 2, 1), nn.InstanceNorm2d(nf * 2), nn.ReLU(True),
            nn.Conv2d(nf * 2, nf * 4, 3, 2, 1), nn.InstanceNorm2d(nf * 4), nn.ReLU(True),
            *[ResBlock(nf * 4) for _ in range(n_blocks)],
            nn.ConvTranspose2d(nf * 4, nf * 2, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(nf * 2), nn.ReLU(True),
            nn.ConvTranspose2d(nf * 2, nf, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(nf), nn.ReLU(True),
            nn.Conv2d(nf, 1, 7, 1, 3),
            nn.Tanh(),
        )

    def forward(self, x):
        return x + self.model(x)
