import torch
import torch.nn as nn
import torch.nn.functional as F


class StridedPool(nn.Module):
    """max, then an average: shift-friendly pooling"""

    def forward(self, x):
        return F.avg_pool2d(F.max_pool2d(F.pad(x, (0, 1, 0, 1), mode='replicate'), 2, 1), 2)


class Generator(nn.Module):
    """two branches, one per dilation, share the stem; atan as the squashing"""

    def __init__(self, c=24):
        super().__init__()
        self.stem = nn.Conv2d(1, c, 5, padding=2)
        self.pool = StridedPool()
        self.enc = nn.ModuleList([nn.Conv2d(c, 2 * c, 3, padding=1), nn.Conv2d(2 * c, 4 * c, 3, padding=1)])
        self.enc_n = nn.ModuleList([nn.BatchNorm2d(2 * c), nn.BatchNorm2d(4 * c)])
        self.near = nn.Conv2d(4 * c, 4 * c, 3, padding=1, groups=4)
        self.far = nn.Conv2d(4 * c, 4 * c, 3, padding=4, dilation=4, groups=4)
        self.fuse = nn.Conv2d(8 * c, 4 * c, 1)
        self.dec = nn.ModuleList([nn.Conv2d(6 * c, 2 * c, 3, padding=1), nn.Conv2d(3 * c, c, 3, padding=1)])
        self.dec_n = nn.ModuleList([nn.BatchNorm2d(2 * c), nn.BatchNorm2d(c)])
        self.head = nn.Conv2d(c, 1, 3, padding=1)

    def forward(self, x):
        a = F.leaky_relu(self.stem(x), 0.1)
        b = F.leaky_relu(self.enc_n[0](self.enc[0](self.pool(a))), 0.1)
        c = F.leaky_relu(self.enc_n[1](self.enc[1](self.pool(b))), 0.1)
        c = c + self.fuse(F.leaky_relu(torch.cat([self.near(c), self.far(c)], 1), 0.1))
        y = F.interpolate(c, size=b.shape[-2:], mode='bilinear', align_corners=False)
        y = F.leaky_relu(self.dec_n[0](self.dec[0](torch.cat([y, b], 1))), 0.1)
        y = F.interpolate(y, size=a.shape[-2:], mode='bilinear', align_corners=False)
        y = F.leaky_relu(self.dec_n[1](self.dec[1](torch.cat([y, a], 1))), 0.1)
        return torch.erf(self.head(y))
