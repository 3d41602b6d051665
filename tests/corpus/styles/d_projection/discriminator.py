import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """T2's features, and their inner product with T1's."""

    def __init__(self):
        super().__init__()
        self.a = nn.Sequential(nn.Conv2d(1, 24, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(24, 48, 4, 2, 1), nn.LeakyReLU(.2))
        self.b = nn.Sequential(nn.Conv2d(1, 24, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(24, 48, 4, 2, 1), nn.LeakyReLU(.2))
        self.last = nn.Conv2d(48, 1, 1)

    def forward(self, x1, x2):
        u, v = self.a(x1), self.b(x2)
        return torch.sigmoid(self.last(v) + (u * v).mean(1, keepdim=True) * 4)
