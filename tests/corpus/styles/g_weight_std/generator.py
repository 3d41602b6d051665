import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class WSConv(nn.Conv2d):
    def forward(self, x):
        w = self.weight
        w = (w - w.mean((1, 2, 3), keepdim=True)) / (w.std((1, 2, 3), keepdim=True) + 1e-5)
        return self._conv_forward(x, w, self.bias)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(WSConv(1, 32, 4, 2, 1), nn.GroupNorm(8, 32), nn.ReLU(), WSConv(32, 64, 4, 2, 1), nn.GroupNorm(8, 64), nn.ReLU(),
                                 nn.Upsample(scale_factor=2), WSConv(64, 32, 3, 1, 1), nn.GroupNorm(8, 32), nn.ReLU(), nn.Upsample(scale_factor=2), WSConv(32, 1, 3, 1, 1), nn.Tanh())

    def forward(self, x):
        return self.net(x)
