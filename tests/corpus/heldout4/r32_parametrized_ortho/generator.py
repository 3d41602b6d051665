import torch
from torch import nn
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import weight_norm


class StandardizedWeight(nn.Module):
    """weight standardisation (Qiao et al.) with a learned gain"""

    def __init__(self, out):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(out, 1, 1, 1))

    def forward(self, w):
        m = w.mean((1, 2, 3), keepdim=True)
        s = w.std((1, 2, 3), keepdim=True)
        return self.gain * (w - m) / (s + 1e-5) / (w[0].numel() ** 0.5)


def ws_conv(i, o, k=3, s=1):
    c = nn.Conv2d(i, o, k, s, (k - 1) // 2)
    parametrize.register_parametrization(c, "weight", StandardizedWeight(o))
    return c


class Block(nn.Module):
    def __init__(self, i, o, s=1):
        super().__init__()
        self.conv, self.gn = ws_conv(i, o, 3, s), nn.GroupNorm(8, o)

    def forward(self, x):
        return nn.functional.relu6(self.gn(self.conv(x)))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.inc = nn.Conv2d(1, 16, 3, padding=1)
        self.d1, self.d2, self.d3 = Block(16, 32, 2), Block(32, 64, 2), Block(64, 64, 2)
        self.m = nn.Sequential(Block(64, 64), Block(64, 64))
        self.u3, self.u2, self.u1 = Block(128, 64), Block(96, 32), Block(48, 16)
        self.out = weight_norm(nn.Conv2d(16, 1, 3, padding=1))

    def forward(self, x):
        up = nn.functional.interpolate
        a = self.inc(x)
        b = self.d1(a)
        c = self.d2(b)
        d = self.d3(c)
        d = self.m(d)
        c = self.u3(torch.cat((up(d, size=c.shape[2:]), c), 1))
        b = self.u2(torch.cat((up(c, size=b.shape[2:]), b), 1))
        a = self.u1(torch.cat((up(b, size=a.shape[2:]), a), 1))
        return torch.tanh(self.out(a))
