import math
import torch
from torch import nn
import torch.nn.functional as F
from generator import EqConv


class ResDown(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.c1, self.c2, self.skip = EqConv(i, i, 3), EqConv(i, o, 3), EqConv(i, o, 1)

    def forward(self, x):
        y = F.leaky_relu(self.c1(x), 0.2)
        y = F.leaky_relu(self.c2(F.avg_pool2d(y, 2)), 0.2)
        return (y + self.skip(F.avg_pool2d(x, 2))) / math.sqrt(2)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.inp = EqConv(2, 16, 3, 2)
        self.blocks = nn.Sequential(ResDown(16, 32), ResDown(32, 64), ResDown(64, 64))
        self.out = EqConv(64, 1, 3)

    def forward(self, x1, x2):
        h = F.leaky_relu(self.inp(torch.cat([x1, x2], 1)), 0.2)
        return torch.special.expit(self.out(self.blocks(h)))
