import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """ResNet-like patch judge on (T1, T2, |T1-T2|)"""

    def __init__(self, c=32):
        super().__init__()
        self.inp = nn.Conv2d(3, c, 3, 2, 1)
        self.blocks = nn.ModuleList()
        for i, o in ((c, 2 * c), (2 * c, 4 * c)):
            self.blocks.append(nn.ModuleDict({
                'main': nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(i, o, 3, 2, 1), nn.BatchNorm2d(o), nn.LeakyReLU(0.2), nn.Conv2d(o, o, 3, 1, 1)),
                'skip': nn.Sequential(nn.AvgPool2d(2), nn.Conv2d(i, o, 1))}))
        self.out = nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(4 * c, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        h = self.inp(torch.cat([x1, x2, (x1 - x2).abs()], dim=1))
        for b in self.blocks:
            h = b['main'](h) + b['skip'](h)
        return self.out(h)
