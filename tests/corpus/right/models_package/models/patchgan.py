import torch
from torch import nn

from .blocks import down


class PatchGAN(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.body = nn.Sequential(down(2, width), down(width, 2 * width), down(2 * width, 4 * width))
        self.head = nn.Sequential(nn.Conv2d(4 * width, 1, 3, padding=1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.head(self.body(torch.cat([x1, x2], dim=1)))
