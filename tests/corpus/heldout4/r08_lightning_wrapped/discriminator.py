import torch
from torch import nn


class Discriminator(nn.Module):
    """Ensemble: two PatchGANs of different depth; the deep map is brought to the shallow one's size, then averaged."""

    def __init__(self):
        super().__init__()
        self.small = self._make([2, 32, 64])
        self.large = self._make([2, 32, 64, 96])

    @staticmethod
    def _make(chs):
        layers = []
        for i, (a, b) in enumerate(zip(chs, chs[1:])):
            layers.append(nn.Conv2d(a, b, 4, 2, 1))
            if i:
                layers.append(nn.BatchNorm2d(b))
            layers.append(nn.LeakyReLU(0.2))
        return nn.Sequential(*layers, nn.Conv2d(chs[-1], 1, 3, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], 1)
        p = self.small(x)
        q = nn.functional.interpolate(self.large(x), size=p.shape[-2:], mode='nearest')
        return (p + q) / 2
