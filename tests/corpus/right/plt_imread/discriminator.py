import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """Convolutions of stride 1, average pooling between them."""

    def __init__(self, c=24):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(2, c, 3, padding=1), nn.LeakyReLU(0.2), nn.AvgPool2d(2),
            nn.Conv2d(c, 2 * c, 3, padding=1), nn.BatchNorm2d(2 * c), nn.LeakyReLU(0.2), nn.AvgPool2d(2),
            nn.Conv2d(2 * c, 4 * c, 3, padding=1), nn.BatchNorm2d(4 * c), nn.LeakyReLU(0.2), nn.AvgPool2d(2),
        )
        self.score = nn.Conv2d(4 * c, 1, 1)

    def forward(self, x1, x2):
        return torch.special.expit(self.score(self.features(torch.cat([x1, x2], dim=-3))))
