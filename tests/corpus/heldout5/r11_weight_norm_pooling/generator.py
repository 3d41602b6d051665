import torch
from torch import nn
from torch.nn.utils.parametrizations import weight_norm


class Generator(nn.Module):
    """Weight-normalised U-Net, two levels; max-pooling shrinks, bilinear interpolation grows."""

    def __init__(self, w=32):
        super().__init__()
        c = lambda i, o: weight_norm(nn.Conv2d(i, o, 3, 1, 1))
        self.a, self.b, self.m = c(1, w), c(w, 2 * w), c(2 * w, 2 * w)
        self.u, self.v = c(4 * w, w), c(2 * w, w)
        self.last = nn.Conv2d(w, 1, 1)
        self.pool = nn.MaxPool2d(2)
        self.act = nn.ELU()

    @staticmethod
    def grow(x, like):
        return nn.functional.interpolate(x, size=like.shape[-2:], mode="bilinear", align_corners=False)

    def forward(self, x):
        a = self.act(self.a(x))
        b = self.act(self.b(self.pool(a)))
        m = self.act(self.m(self.pool(b)))
        u = self.act(self.u(torch.cat([self.grow(m, b), b], dim=1)))
        v = self.act(self.v(torch.cat([self.grow(u, a), a], dim=1)))
        return self.last(v).tanh_()
