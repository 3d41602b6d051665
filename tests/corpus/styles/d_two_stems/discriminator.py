import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Sequential(nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(.2))
        self.two = nn.Sequential(nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(.2))
        self.rest = nn.Sequential(nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(.2), nn.Conv2d(64, 1, 4, 1, 1))

    def forward(self, x1, x2):
        return torch.sigmoid(self.rest(torch.cat([self.one(x1), self.two(x2)], 1)))
