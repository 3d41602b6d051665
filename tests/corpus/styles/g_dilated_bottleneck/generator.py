import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        mid = [layer for d in (1, 2, 4, 8) for layer in (nn.Conv2d(48, 48, 3, padding=d, dilation=d), nn.GroupNorm(6, 48), nn.ReLU())]
        self.net = nn.Sequential(nn.Conv2d(1, 24, 4, 2, 1), nn.ReLU(), nn.Conv2d(24, 48, 4, 2, 1), nn.ReLU(), *mid,
                                 nn.ConvTranspose2d(48, 24, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(24, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        return self.net(x)
