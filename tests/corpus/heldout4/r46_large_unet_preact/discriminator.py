import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self, ndf=64):
        super().__init__()
        C, N, L = nn.Conv2d, nn.BatchNorm2d, nn.LeakyReLU
        self.c1 = nn.Sequential(C(2, ndf, 4, 2, 1), L(.2))
        self.c2 = nn.Sequential(C(ndf, ndf * 2, 4, 2, 1, bias=False), N(ndf * 2), L(.2))
        self.c3 = nn.Sequential(C(ndf * 2, ndf * 4, 4, 2, 1, bias=False), N(ndf * 4), L(.2))
        self.c4 = nn.Sequential(C(ndf * 4, ndf * 8, 4, 1, 1, bias=False), N(ndf * 8), L(.2))
        self.c5 = nn.Sequential(C(ndf * 8, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], dim=1)
        for k in range(1, 6):
            h = getattr(self, f'c{k}')(h)
        return h
