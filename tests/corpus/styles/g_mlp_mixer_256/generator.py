import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Mix(nn.Module):
    def __init__(self, tokens, c):
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(c), nn.LayerNorm(c)
        self.t = nn.Sequential(nn.Linear(tokens, 128), nn.GELU(), nn.Linear(128, tokens))
        self.c = nn.Sequential(nn.Linear(c, 2 * c), nn.GELU(), nn.Linear(2 * c, c))

    def forward(self, x):
        x = x + self.t(self.n1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.c(self.n2(x))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Conv2d(1, 64, 16, 16)
        self.mix = nn.Sequential(Mix(256, 64), Mix(256, 64))
        self.out = nn.ConvTranspose2d(64, 1, 16, 16)

    def forward(self, x):
        z = self.embed(x)
        y = self.mix(z.flatten(2).transpose(1, 2)).transpose(1, 2).reshape(z.shape)
        return torch.tanh(self.out(y))
