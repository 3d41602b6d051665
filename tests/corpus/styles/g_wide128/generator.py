import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self, c=96):
        super().__init__()
        self.e1 = nn.Conv2d(1, c, 4, 2, 1)
        self.e2 = nn.Conv2d(c, 2*c, 4, 2, 1)
        self.n2 = nn.BatchNorm2d(2*c)
        self.d1 = nn.ConvTranspose2d(2*c, c, 4, 2, 1)
        self.n1 = nn.BatchNorm2d(c)
        self.d2 = nn.ConvTranspose2d(c, 1, 4, 2, 1)
        self.a = nn.ReLU()
        self.out = nn.Tanh()

    def forward(self, x):
        h = self.a(self.e1(x))
        h = self.a(self.n2(self.e2(h)))
        h = self.a(self.n1(self.d1(h)))
        return self.out(self.d2(h))
