import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Gated(nn.Module):
    def __init__(self, conv):
        super().__init__()
        self.conv = conv

    def forward(self, x):
        a, g = self.conv(x).chunk(2, dim=1)
        return F.elu(a) * torch.sigmoid(g)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(Gated(nn.Conv2d(1, 64, 4, 2, 1)), Gated(nn.Conv2d(32, 96, 4, 2, 1)), Gated(nn.ConvTranspose2d(48, 64, 4, 2, 1)))
        self.out = nn.ConvTranspose2d(32, 1, 4, 2, 1)

    def forward(self, x):
        return torch.tanh(self.out(self.net(x)))
