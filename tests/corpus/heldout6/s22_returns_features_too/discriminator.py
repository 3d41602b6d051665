import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """PatchGAN that also hands out its features (for a feature matching loss later on)."""

    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2))
        self.block2 = nn.Sequential(nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2))
        self.block3 = nn.Sequential(nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        h1 = self.block1(torch.cat([x1, x2], 1))
        h2 = self.block2(h1)
        return self.block3(h2), [h1, h2]
