import torch
import torch.nn as nn
from torch.utils.checkpoint import checkpoint


class GatedConv(nn.Module):
    def __init__(self, i, o, stride=1, dilation=1):
        super().__init__()
        self.f = nn.Conv2d(i, 2 * o, 3, stride, dilation, dilation)

    def forward(self, x):
        a, g = self.f(x).chunk(2, dim=1)
        return nn.functional.elu(a) * torch.sigmoid(g)


class Generator(nn.Module):
    """gated convolutions with a dilated bottleneck; the bottleneck is recomputed in the backward pass to save memory"""

    def __init__(self, c=24):
        super().__init__()
        self.e0, self.e1, self.e2 = GatedConv(1, c), GatedConv(c, 2 * c, 2), GatedConv(2 * c, 4 * c, 2)
        self.mid = nn.Sequential(GatedConv(4 * c, 4 * c, dilation=2), GatedConv(4 * c, 4 * c, dilation=4))
        self.d1, self.d0 = GatedConv(6 * c, 2 * c), GatedConv(3 * c, c)
        self.out = nn.Conv2d(c, 1, 3, padding=1)
        self.up = nn.UpsamplingBilinear2d(scale_factor=2)

    def forward(self, x):
        a = self.e0(x)
        b = self.e1(a)
        c = self.e2(b)
        if self.training and torch.is_grad_enabled():
            c = checkpoint(self.mid, c, use_reentrant=False)
        else:
            c = self.mid(c)
        y = self.d1(torch.cat([self.up(c), b], 1))
        y = self.d0(torch.cat([self.up(y), a], 1))
        return torch.tanh(self.out(y))
