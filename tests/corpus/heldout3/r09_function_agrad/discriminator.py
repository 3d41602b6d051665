import torch
from torch import nn


class Discriminator(nn.Module):
    """Two classes for each patch (fake, real); the probability of "real" is returned."""

    def __init__(self, c=48):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(.2),
                                  nn.Conv2d(c, 2 * c, 4, 2, 1), nn.BatchNorm2d(2 * c), nn.LeakyReLU(.2))
        self.classes = nn.Conv2d(2 * c, 2, 4, 1, 1)

    def forward(self, x1, x2):
        scores = self.classes(self.conv(torch.hstack((x1, x2))))
        return torch.softmax(scores, dim=1)[:, 1:2]
