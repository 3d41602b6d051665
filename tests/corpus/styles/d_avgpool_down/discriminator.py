import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(2, 24, 3, 1, 1),
            nn.LeakyReLU(0.2, True),
            nn.AvgPool2d(2),
            nn.Conv2d(24, 48, 3, 1, 1),
            nn.BatchNorm2d(48),
            nn.LeakyReLU(0.2, True),
            nn.AvgPool2d(2),
            nn.Conv2d(48, 1, 3, 1, 1),
            nn.Sigmoid())

    def forward(self, x1, x2):
        return self.model(torch.cat([x1, x2], dim=1))
