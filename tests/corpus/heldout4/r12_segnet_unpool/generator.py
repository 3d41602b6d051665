import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """SegNet: max pooling remembers where, unpooling puts it back"""

    def __init__(self):
        super().__init__()
        self.enc1 = self.cbr(1, 32)
        self.enc2 = self.cbr(32, 64)
        self.enc3 = self.cbr(64, 96)
        self.dec3 = self.cbr(96, 64)
        self.dec2 = self.cbr(64, 32)
        self.dec1 = nn.Conv2d(32 + 1, 1, 3, padding=1, padding_mode='reflect')

    def cbr(self, i, o):
        return nn.Sequential(
            nn.Conv2d(i, o, 3, padding=1, padding_mode='reflect'), nn.BatchNorm2d(o), nn.PReLU(o),
            nn.Conv2d(o, o, 3, padding=1, padding_mode='reflect'), nn.BatchNorm2d(o), nn.PReLU(o))

    def forward(self, x):
        a = self.enc1(x)
        a, i1 = F.max_pool2d(a, 2, return_indices=True)
        b = self.enc2(a)
        b, i2 = F.max_pool2d(b, 2, return_indices=True)
        c = self.enc3(b)
        d = self.dec3(c)
        d = F.max_unpool2d(d, i2, 2)
        d = self.dec2(d)
        d = F.max_unpool2d(d, i1, 2)
        d = torch.cat([d, x], 1)
        return F.hardtanh(self.dec1(d)) if False else torch.tanh(self.dec1(d))
