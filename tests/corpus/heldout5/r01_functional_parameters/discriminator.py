"""The first convolution is summed over its two input channels by hand, so nothing is ever concatenated."""
import torch
import torch.nn.functional as F
from torch import nn


class Discriminator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.first = nn.Conv2d(2, w, 4, 2, 1)
        self.second = nn.Conv2d(w, 2 * w, 4, 2, 1)
        self.norm = nn.BatchNorm2d(2 * w)
        self.third = nn.Conv2d(2 * w, 1, 4, 1, 1)

    def forward(self, x1, x2):
        k1, k2 = self.first.weight.split(1, dim=1)
        h = F.conv2d(x1, k1, self.first.bias, 2, 1) + F.conv2d(x2, k2, None, 2, 1)
        h = F.leaky_relu(h, 0.2)
        h = F.leaky_relu(self.norm(self.second(h)), 0.2)
        return torch.sigmoid(self.third(h))
