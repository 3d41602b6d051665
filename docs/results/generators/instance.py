"""The handout's network with InstanceNorm for BatchNorm: the same statistics in training and evaluation."""
from torch import nn


class Generator(nn.Module):
    """(N, 1, H, W) -> (N, 1, H, W) in [-1, 1]."""

    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(1, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.InstanceNorm2d(128, affine=True), nn.LeakyReLU(0.2),
            nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.InstanceNorm2d(64, affine=True), nn.ReLU(),
            nn.ConvTranspose2d(64, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        return self.model(x)
