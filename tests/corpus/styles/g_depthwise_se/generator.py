import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class SE(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.f = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(c, c // 4, 1), nn.ReLU(), nn.Conv2d(c // 4, c, 1), nn.Sigmoid())

    def forward(self, x):
        return x * self.f(x)


def sep(i, o, s):
    return nn.Sequential(nn.Conv2d(i, i, 3, s, 1, groups=i), nn.Conv2d(i, o, 1), nn.BatchNorm2d(o), nn.Hardswish(), SE(o))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 16, 3, 1, 1)
        self.down = nn.Sequential(sep(16, 32, 2), sep(32, 64, 2), sep(64, 64, 1))
        self.up = nn.Sequential(nn.Upsample(scale_factor=2, mode="nearest"), sep(64, 32, 1),
                                nn.Upsample(scale_factor=2, mode="nearest"), sep(32, 16, 1))
        self.last = nn.Conv2d(16, 1, 3, 1, 1)

    def forward(self, x):
        return torch.tanh(self.last(self.up(self.down(self.stem(x)))))
