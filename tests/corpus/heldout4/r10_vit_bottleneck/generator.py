import math
import torch
from torch import nn
import torch.nn.functional as F


def sincos_2d(h, w, dim):
    y, x = torch.meshgrid(torch.arange(h), torch.arange(w), indexing='ij')
    omega = 1.0 / (10000 ** (torch.arange(dim // 4) / (dim // 4 - 1)))
    y = y.flatten()[:, None] * omega[None]
    x = x.flatten()[:, None] * omega[None]
    return torch.cat((x.sin(), x.cos(), y.sin(), y.cos()), 1)


class Generator(nn.Module):
    """Conv stem to /16, a small transformer over 256 tokens, conv decoder (TransUNet in miniature)."""

    def __init__(self, dim=96, heads=4, layers=2):
        super().__init__()
        self.e1 = nn.Sequential(nn.Conv2d(1, 16, 3, 2, 1), nn.GELU())
        self.e2 = nn.Sequential(nn.Conv2d(16, 32, 3, 2, 1), nn.GroupNorm(4, 32), nn.GELU())
        self.e3 = nn.Sequential(nn.Conv2d(32, 64, 3, 2, 1), nn.GroupNorm(4, 64), nn.GELU())
        self.patch = nn.Conv2d(64, dim, 2, 2)
        layer = nn.TransformerEncoderLayer(dim, heads, dim_feedforward=2 * dim, dropout=0.0, activation='gelu',
                                           batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, layers, norm=nn.LayerNorm(dim), enable_nested_tensor=False)
        self.register_buffer('pos', sincos_2d(16, 16, dim)[None])
        self.d3 = self._up(dim + 0, 64)
        self.d2 = self._up(64 + 64, 32)
        self.d1 = self._up(32 + 32, 16)
        self.d0 = self._up(16 + 16, 16)
        self.head = nn.Conv2d(16, 1, 3, padding=1)
        nn.init.trunc_normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    @staticmethod
    def _up(cin, cout):
        return nn.Sequential(nn.Upsample(scale_factor=2, mode='bilinear'), nn.Conv2d(cin, cout, 3, padding=1),
                             nn.GroupNorm(4, cout), nn.GELU())

    def forward(self, x):
        a = self.e1(x)
        b = self.e2(a)
        c = self.e3(b)
        t = self.patch(c)
        n, d, h, w = t.shape
        pos = self.pos
        if (h, w) != (16, 16):
            pos = F.interpolate(pos.transpose(1, 2).reshape(1, d, 16, 16), (h, w), mode='bilinear').flatten(2).transpose(1, 2)
        t = self.encoder(t.flatten(2).transpose(1, 2) + pos)
        t = t.transpose(1, 2).reshape(n, d, h, w)
        y = self.d3(t)
        y = self.d2(torch.cat([y, c], 1))
        y = self.d1(torch.cat([y, b], 1))
        y = self.d0(torch.cat([y, a], 1))
        return torch.tanh(self.head(y))
