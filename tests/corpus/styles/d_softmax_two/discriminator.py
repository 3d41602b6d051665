import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """Two classes, fake and real; the probability of real."""

    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, 32, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(64, 2, 4, 1, 1))

    def forward(self, x1, x2):
        return self.f(torch.cat([x1, x2], 1)).softmax(1)[:, 1:]
