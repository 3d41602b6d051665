import torch
import torch.nn as nn


class ConvBlock(nn.Module):
    def __init__(self, cin, cout, up=False):
        super().__init__()
        conv = nn.ConvTranspose2d if up else nn.Conv2d
        self.conv = conv(cin, cout, 4, 2, 1)
        self.norm = nn.BatchNorm2d(cout)
        self.act = nn.ReLU() if up else nn.LeakyReLU(0.2)

    def forward(self, x):
        return self.act(self.norm(self.conv(x)))


class Generator(nn.Module):
    """Small U-Net."""

    def __init__(self, widths=(32, 64, 128)):
        super().__init__()
        w = widths
        self.head = nn.Sequential(nn.Conv2d(1, w[0], 3, 1, 1), nn.LeakyReLU(0.2))
        self.downs = [ConvBlock(w[0], w[1]), ConvBlock(w[1], w[2])]
        self.ups = [ConvBlock(w[2], w[1], up=True), ConvBlock(w[1] * 2, w[0], up=True)]
        self.tail = nn.Sequential(nn.Conv2d(w[0] * 2, 1, 3, 1, 1), nn.Tanh())

    def forward(self, x):
        skips = []
        x = self.head(x)
        for d in self.downs:
            skips.append(x)
            x = d(x)
        for i, (u, s) in enumerate(zip(self.ups, reversed(skips))):
            x = u(x)
            x = torch.cat([x, s], dim=1)
        return self.tail(x)
