import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Down(nn.Sequential):
    def __init__(self, i, o, norm=True):
        super().__init__(nn.LeakyReLU(0.2), nn.Conv2d(i, o, 4, 2, 1), *([nn.BatchNorm2d(o)] if norm else []))


class Up(nn.Sequential):
    def __init__(self, i, o, drop=False):
        super().__init__(nn.ReLU(), nn.ConvTranspose2d(i, o, 4, 2, 1), nn.BatchNorm2d(o),
                         *([nn.Dropout(0.5)] if drop else []))


class Generator(nn.Module):
    """pix2pix's U-Net: only 256x256."""

    def __init__(self, n=8):
        super().__init__()
        w = [n, 2 * n, 4 * n, 8 * n, 8 * n, 8 * n, 8 * n, 8 * n]
        self.first = nn.Conv2d(1, w[0], 4, 2, 1)
        self.down = nn.ModuleList([Down(w[k], w[k + 1], norm=k < 6) for k in range(7)])
        self.up = nn.ModuleList([Up(w[7], w[6], True)] + [Up(2 * w[k], w[k - 1], k > 4) for k in range(6, 0, -1)])
        self.last = nn.ConvTranspose2d(2 * w[0], 1, 4, 2, 1)

    def forward(self, x):
        skips = [self.first(x)]
        for layer in self.down:
            skips.append(layer(skips[-1]))
        h = skips.pop()
        for layer in self.up:
            h = torch.cat([layer(h), skips.pop()], 1)
        return torch.tanh(self.last(torch.relu(h)))
