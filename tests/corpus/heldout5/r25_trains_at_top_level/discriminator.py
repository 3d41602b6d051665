import torch
from torch import nn

EPS = 1e-6


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.ZeroPad2d(1), nn.Conv2d(2, 32, 4, 2), nn.LeakyReLU(0.2, inplace=True),
            nn.ZeroPad2d(1), nn.Conv2d(32, 64, 4, 2, bias=False), nn.InstanceNorm2d(64), nn.LeakyReLU(0.2, inplace=True),
            nn.ZeroPad2d(1), nn.Conv2d(64, 64, 4, 1, bias=False), nn.InstanceNorm2d(64), nn.LeakyReLU(0.2, inplace=True),
            nn.ZeroPad2d(1), nn.Conv2d(64, 1, 4, 1))

    def forward(self, x1, x2):
        assert x1.shape == x2.shape, "T1 and T2 must have the same shape"
        p = self.layers(torch.cat((x1, x2), dim=-3)).sigmoid()
        return p.clamp(EPS, 1 - EPS)
