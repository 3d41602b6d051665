try:
    from google.colab import drive
    drive.mount('/content/drive')
except Exception:
    pass

import torch
import torch.nn as nn


class Generator(nn.Module):
    """Learns a correction to T1; the sum goes through Tanh."""

    def __init__(self, width=32):
        super().__init__()
        self.enc1 = nn.Sequential(nn.Conv2d(1, width, 5, stride=2, padding=2), nn.GELU())
        self.enc2 = nn.Sequential(nn.Conv2d(width, 2 * width, 5, stride=2, padding=2), nn.InstanceNorm2d(2 * width, affine=True), nn.GELU())
        self.mid = nn.Conv2d(2 * width, 2 * width, 3, padding=1)
        self.dec2 = nn.Sequential(nn.ConvTranspose2d(2 * width, width, 2, stride=2), nn.InstanceNorm2d(width, affine=True), nn.GELU())
        self.dec1 = nn.ConvTranspose2d(width, 1, 2, stride=2)
        self.gain = nn.Parameter(torch.tensor(1.0))

    def forward(self, x):
        h = self.enc2(self.enc1(x))
        h = h + torch.relu(self.mid(h))
        return torch.tanh(self.gain * x + self.dec1(self.dec2(h)))
