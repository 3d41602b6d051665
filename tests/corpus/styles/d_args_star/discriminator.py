import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self, in_channels=2, width=48, depth=2):
        super().__init__()
        blocks, c = [], in_channels
        for k in range(depth):
            blocks.append(nn.Sequential(nn.Conv2d(c, width << k, 4, 2, 1), nn.BatchNorm2d(width << k) if k else nn.Identity(), nn.LeakyReLU(.2)))
            c = width << k
        self.blocks = nn.ModuleList(blocks)
        self.score = nn.Conv2d(c, 1, 4, 1, 1)

    def forward(self, *pair):
        h = torch.cat(pair, 1)
        for block in self.blocks:
            h = block(h)
        return self.score(h).sigmoid()
