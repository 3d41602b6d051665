import torch
import torch.nn as nn


def conv(i, o, k=4, s=2, p=1, norm=True):
    layers = [nn.Conv2d(i, o, k, s, p, bias=not norm)]
    if norm:
        layers.append(nn.BatchNorm2d(o, momentum=0.2))
    layers.append(nn.SiLU())
    return layers


class Generator(nn.Module):
    """Squashes with 2*sigmoid(x) - 1 and keeps its activations in channels_last."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(*conv(1, 32, norm=False), *conv(32, 64))
        self.mid = nn.Sequential(*conv(64, 64, 3, 1, 1))
        self.head = nn.Sequential(
            nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.SiLU(),
            nn.ConvTranspose2d(32, 1, 4, 2, 1))
        self.to(memory_format=torch.channels_last)

    def forward(self, x):
        x = x.to(memory_format=torch.channels_last)
        h = self.stem(x)
        y = self.head(h + self.mid(h))
        return torch.sigmoid(y).mul(2).sub(1)
