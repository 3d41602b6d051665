import torch
import torch.nn as nn
import torch.nn.functional as F


class PatchScore(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x):
        return self.layers(x)


class Discriminator(nn.Module):
    """Looks at how far T2 is from T1."""

    def __init__(self):
        super().__init__()
        self.score = PatchScore()

    def forward(self, x1, x2):
        return torch.sigmoid(self.score(torch.abs(x1 - x2)))
