import torch
from torch import nn


class Discriminator(nn.Module):
    """pixelGAN-like: 1x1 convolutions after one strided patch embedding"""

    def __init__(self, c=64):
        super().__init__()
        self.embed = nn.Conv2d(2, c, kernel_size=4, stride=4)
        self.mlp = nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(c, 2 * c, 1), nn.BatchNorm2d(2 * c), nn.LeakyReLU(0.2),
                                 nn.Conv2d(2 * c, 1, 1))

    def forward(self, x1, x2):
        eps = 1e-6
        return torch.sigmoid(self.mlp(self.embed(torch.cat((x1, x2), dim=-3)))).clamp(eps, 1 - eps)
