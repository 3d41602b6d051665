import torch
from torch import nn


def stem():
    return nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem_t1 = stem()
        self.stem_t2 = stem()
        self.joint = nn.Sequential(
            nn.Conv2d(32 + 32, 128, 4, 2, 1),
            nn.BatchNorm2d(128),
            nn.LeakyReLU(0.2),
            nn.Conv2d(128, 128, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1),
        )
        self.prob = nn.Sigmoid()

    def forward(self, x1, x2):
        joined = torch.cat([self.stem_t1(x1), self.stem_t2(x2)], dim=1)
        return self.prob(self.joint(joined))
