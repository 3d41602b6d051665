import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """A stem of its own for T1 and for T2; the features are concatenated."""

    def __init__(self):
        super().__init__()
        self.stem_t1 = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2))
        self.stem_t2 = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2))
        self.trunk = nn.Sequential(
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid(),
        )

    def forward(self, x1, x2):
        return self.trunk(torch.cat([self.stem_t1(x1), self.stem_t2(x2)], dim=1))
