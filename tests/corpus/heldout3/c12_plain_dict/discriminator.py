import torch
from torch import nn


class Discriminator(nn.Module):
    """Two strides, then dilation: a wide receptive field and a dense map."""

    def __init__(self, c=32):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(.2),
            nn.Conv2d(c, 2 * c, 4, 2, 1), nn.GroupNorm(8, 2 * c), nn.LeakyReLU(.2),
            nn.Conv2d(2 * c, 2 * c, 3, padding=2, dilation=2), nn.GroupNorm(8, 2 * c), nn.LeakyReLU(.2),
            nn.Conv2d(2 * c, 2 * c, 3, padding=4, dilation=4), nn.GroupNorm(8, 2 * c), nn.LeakyReLU(.2))
        self.head = nn.Conv2d(2 * c, 1, 1)

    def forward(self, x1, x2):
        pair = torch.cat([x1, x2], 1)
        return nn.functional.adaptive_avg_pool2d(self.head(self.body(pair)), 1).sigmoid()
