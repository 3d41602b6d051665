import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """Pads to a multiple of 32, crops afterwards."""

    def __init__(self):
        super().__init__()
        self.enc = nn.ModuleList([nn.Conv2d(i, o, 3, 2, 1) for i, o in ((1, 16), (16, 32), (32, 32), (32, 32), (32, 32))])
        self.dec = nn.ModuleList([nn.Conv2d(i, o, 3, 1, 1) for i, o in ((32, 32), (64, 32), (64, 32), (64, 16), (32, 16))])
        self.end = nn.Conv2d(16, 1, 1)

    def forward(self, x):
        h, w = x.shape[-2:]
        x = F.pad(x, (0, -w % 32, 0, -h % 32), mode="replicate")
        skips = []
        for layer in self.enc:
            x = F.leaky_relu(layer(x), 0.1)
            skips.append(x)
        skips.pop()
        for layer in self.dec:
            x = F.leaky_relu(layer(F.interpolate(x, scale_factor=2, mode="nearest")), 0.1)
            x = torch.cat([x, skips.pop()], 1) if skips else x
        return torch.tanh(self.end(x))[..., :h, :w]
