import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """Patch discriminator: looks at a 128x128 patch of the pair."""

    def __init__(self, patch=128):
        super().__init__()
        self.patch = patch
        self.cnn = nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid(),
        )

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], dim=1)
        h, w = x.shape[-2:]
        if h > self.patch and w > self.patch:
            top = torch.randint(0, h - self.patch + 1, (1,)).item()
            left = torch.randint(0, w - self.patch + 1, (1,)).item()
            x = x[:, :, top:top + self.patch, left:left + self.patch]
        return self.cnn(x)
