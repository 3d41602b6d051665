"""Convolutions spelled as unfold + matrix product."""
import torch
import torch.nn.functional as F
from torch import nn


class PatchLinear(nn.Module):
    """A k4 s2 p1 convolution: every 4x4 patch through one Linear."""

    def __init__(self, i, o):
        super().__init__()
        self.lin = nn.Linear(i * 16, o)

    def forward(self, x):
        n, _, h, w = x.shape
        cols = F.unfold(x, 4, stride=2, padding=1).transpose(1, 2)
        return self.lin(cols).transpose(1, 2).reshape(n, -1, h // 2, w // 2)


class PatchSpread(nn.Module):
    """The transposed one: a Linear, then fold."""

    def __init__(self, i, o):
        super().__init__()
        self.lin = nn.Linear(i, o * 16, bias=False)
        self.bias = nn.Parameter(torch.zeros(1, o, 1, 1))

    def forward(self, x):
        n, _, h, w = x.shape
        cols = self.lin(x.flatten(2).transpose(1, 2)).transpose(1, 2)
        return F.fold(cols, (2 * h, 2 * w), 4, stride=2, padding=1) + self.bias


class Generator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.down1, self.down2 = PatchLinear(1, w), PatchLinear(w, 2 * w)
        self.up2, self.up1 = PatchSpread(2 * w, w), PatchSpread(w, 1)
        self.norm2, self.norm1 = nn.BatchNorm2d(2 * w), nn.BatchNorm2d(w)

    def forward(self, x):
        h = F.leaky_relu(self.down1(x), 0.2)
        h = F.leaky_relu(self.norm2(self.down2(h)), 0.2, inplace=True)
        h = F.relu(self.norm1(self.up2(h)), inplace=True)
        return torch.tanh(self.up1(h))


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
