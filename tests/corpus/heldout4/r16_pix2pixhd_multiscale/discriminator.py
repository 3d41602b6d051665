import torch
from torch import nn
import torch.nn.functional as F


class NLayer(nn.Module):
    def __init__(self, ndf=24, n=2):
        super().__init__()
        self.model0 = nn.Sequential(nn.Conv2d(2, ndf, 4, 2, 2), nn.LeakyReLU(0.2, True))
        nf = ndf
        for i in range(1, n + 1):
            setattr(self, f'model{i}', nn.Sequential(nn.Conv2d(nf, nf * 2, 4, 2 if i < n else 1, 2), nn.InstanceNorm2d(nf * 2), nn.LeakyReLU(0.2, True)))
            nf *= 2
        setattr(self, f'model{n + 1}', nn.Conv2d(nf, 1, 4, 1, 2))
        self.n = n

    def forward(self, x):
        for i in range(self.n + 2):
            x = getattr(self, f'model{i}')(x)
        return x


class Discriminator(nn.Module):
    """Two scales. The logits of the half-size judge are upsampled and averaged with the full-size ones."""

    def __init__(self):
        super().__init__()
        self.scale0, self.scale1 = NLayer(), NLayer()

    def forward(self, x1, x2):
        x = torch.cat((x1, x2), dim=1)
        a = self.scale0(x)
        b = self.scale1(F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))
        b = F.interpolate(b, size=a.shape[2:], mode='bilinear', align_corners=False)
        return torch.sigmoid((a + b) / 2)
