import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.dw, self.norm = nn.Conv2d(c, c, 7, padding=3, groups=c), nn.LayerNorm(c)
        self.a, self.b = nn.Linear(c, 4 * c), nn.Linear(4 * c, c)
        self.scale = nn.Parameter(1e-6 * torch.ones(c))

    def forward(self, x):
        y = self.dw(x).permute(0, 2, 3, 1)
        y = self.scale * self.b(F.gelu(self.a(self.norm(y))))
        return x + y.permute(0, 3, 1, 2)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 32, 4, 4)
        self.body = nn.Sequential(*[Block(32) for _ in range(3)])
        self.up = nn.Sequential(nn.GELU(), nn.ConvTranspose2d(32, 16, 4, 2, 1), nn.GELU(), nn.ConvTranspose2d(16, 1, 4, 2, 1))

    def forward(self, x):
        return torch.tanh(self.up(self.body(self.stem(x))))
