import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """A feature map more that tells how much the batch varies."""

    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, 32, 4, 2, 1), nn.LeakyReLU(.2), nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(.2))
        self.g = nn.Conv2d(65, 1, 4, 1, 1)

    def forward(self, x1, x2):
        h = self.f(torch.cat([x1, x2], 1))
        spread = h.std(0, unbiased=False).mean().expand(h.shape[0], 1, *h.shape[-2:])
        return torch.sigmoid(self.g(torch.cat([h, spread], 1)))
