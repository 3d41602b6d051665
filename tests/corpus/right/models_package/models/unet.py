import torch
from torch import nn

from config import CFG
from .blocks import down, up


class UNet(nn.Module):
    def __init__(self, widths=CFG.widths):
        super().__init__()
        a, b, c = widths
        self.d1, self.d2, self.d3 = down(1, a), down(a, b), down(b, c)
        self.u3, self.u2 = up(c, b), up(2 * b, a)
        self.out = nn.Sequential(nn.ConvTranspose2d(2 * a, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        x1 = self.d1(x)
        x2 = self.d2(x1)
        y = self.u3(self.d3(x2))
        y = self.u2(torch.cat([y, x2], 1))
        return self.out(torch.cat([y, x1], 1))
