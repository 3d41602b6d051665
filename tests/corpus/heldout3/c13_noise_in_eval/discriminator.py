"""Two scales, one map: probabilities at half and at full resolution are averaged."""
import torch
import torch.nn.functional as F
from torch import nn


def net(c):
    return nn.Sequential(nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(c, 2 * c, 4, 2, 1),
                         nn.BatchNorm2d(2 * c), nn.LeakyReLU(0.2), nn.Conv2d(2 * c, 1, 3, 1, 1), nn.Sigmoid())


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fine, self.coarse = net(32), net(32)

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], 1)
        fine = self.fine(x)
        coarse = self.coarse(F.avg_pool2d(x, 2))
        return (fine + F.interpolate(coarse, size=fine.shape[-2:], mode="nearest"))
