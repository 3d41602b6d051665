import torch
import torch.nn as nn
import torch.nn.functional as F


class Conv(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.c = nn.Conv2d(i, o, 3, stride=s, padding=1, padding_mode="reflect")
        self.n = nn.GroupNorm(4, o)

    def forward(self, x):
        return F.silu(self.n(self.c(x)))


class Generator(nn.Module):
    def __init__(self, w=16):
        super().__init__()
        self.e1, self.e2, self.e3 = Conv(1, w, 1), Conv(w, 2 * w, 2), Conv(2 * w, 4 * w, 2)
        self.m = Conv(4 * w, 4 * w, 1)
        self.d2, self.d1 = Conv(6 * w, 2 * w, 1), Conv(3 * w, w, 1)
        self.head = nn.Conv2d(w, 1, 1)

    def forward(self, x):
        a = self.e1(x)
        b = self.e2(a)
        c = self.m(self.e3(b))
        h = F.interpolate(c, scale_factor=2, mode="bilinear", align_corners=False)
        h = self.d2(torch.cat([h, b], 1))
        h = F.interpolate(h, scale_factor=2, mode="bilinear", align_corners=False)
        h = self.d1(torch.cat([h, a], 1))
        out = self.head(h)
        return out
