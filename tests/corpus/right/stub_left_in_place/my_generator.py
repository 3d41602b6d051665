import torch.nn as nn
import torch.nn.functional as F


class Up(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.conv = nn.Conv2d(i, o, 3, padding=1)
        self.norm = nn.BatchNorm2d(o)

    def forward(self, x):
        return F.relu(self.norm(self.conv(self.up(x))))


class Generator(nn.Module):
    """Upsample + Conv, no transposed convolution; softsign at the end."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 32, 3, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(32, 64, 3, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(0.2),
        )
        self.decoder = nn.Sequential(Up(64, 32), Up(32, 32))
        self.out = nn.Conv2d(32, 1, 3, padding=1)

    def forward(self, t1):
        return F.softsign(self.out(self.decoder(self.encoder(t1))))
