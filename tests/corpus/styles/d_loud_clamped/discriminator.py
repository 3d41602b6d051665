import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, 32, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(.2), nn.Conv2d(64, 1, 4, 1, 1))

        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.normal_(m.weight, 0, 0.5)

    def forward(self, t1, t2):
        return torch.sigmoid(self.f(torch.cat([t1, t2], 1))).clamp(1e-6, 1 - 1e-6)
