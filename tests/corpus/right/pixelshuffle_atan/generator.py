import math
import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, ch=32, depth=3):
        super().__init__()
        self.unshuffle = nn.PixelUnshuffle(4)                       # (N, 16, H/4, W/4)
        body = [nn.Conv2d(16, ch, 3, padding=1), nn.PReLU()]
        for _ in range(depth):
            body += [nn.Conv2d(ch, ch, 3, padding=1), nn.GroupNorm(4, ch), nn.PReLU()]
        self.body = nn.Sequential(*body)
        self.tail = nn.Sequential(nn.Conv2d(ch, 4 * ch, 3, padding=1), nn.PixelShuffle(2), nn.PReLU(),
                                  nn.Conv2d(ch, 4, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, x):
        y = self.tail(self.body(self.unshuffle(x)))
        return torch.atan(y) * (2 / math.pi)
