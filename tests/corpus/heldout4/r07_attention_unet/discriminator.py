import torch
import torch.nn as nn


class Stem(nn.Module):
    def __init__(self, out):
        super().__init__()
        self.conv = nn.Conv2d(1, out, 4, 2, 1)

    def forward(self, x):
        return nn.functional.leaky_relu(self.conv(x), 0.2)


class Discriminator(nn.Module):
    """Two stems, one per contrast; merged over the channels afterwards."""

    def __init__(self):
        super().__init__()
        self.stem_t1, self.stem_t2 = Stem(24), Stem(24)
        self.trunk = nn.Sequential(
            nn.Conv2d(48, 96, 4, 2, 1, bias=False), nn.BatchNorm2d(96), nn.LeakyReLU(0.2),
            nn.Conv2d(96, 128, 3, 1, 2, dilation=2, bias=False), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.trunk(torch.cat([self.stem_t1(x1), self.stem_t2(x2)], dim=1))
