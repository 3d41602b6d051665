"""CNN encoder/decoder with multi-head self-attention in the bottleneck (16x16 tokens)."""
import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim, heads=4):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.mha = nn.MultiheadAttention(dim, heads, batch_first=True)

    def forward(self, x):
        n, c, h, w = x.shape
        tokens = x.flatten(2).transpose(1, 2)
        q = self.norm(tokens)
        out, _ = self.mha(q, q, q, need_weights=False)
        return (tokens + out).transpose(1, 2).reshape(n, c, h, w)


def down(i, o):
    return nn.Sequential(nn.Conv2d(i, o, 4, 2, 1), nn.GroupNorm(4, o), nn.GELU())


def up(i, o):
    return nn.Sequential(nn.ConvTranspose2d(i, o, 4, 2, 1), nn.GroupNorm(4, o), nn.GELU())


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        c = [1, 16, 32, 48, 64]
        self.encoder = nn.ModuleList([down(a, b) for a, b in zip(c, c[1:])])
        self.attention = Attention(64)
        self.decoder = nn.ModuleList([up(64, 48), up(96, 32), up(64, 16)])
        self.last = nn.ConvTranspose2d(32, 1, 4, 2, 1)

    def forward(self, x):
        h = []
        for stage in self.encoder:
            x = stage(x)
            h.append(x)
        x = self.attention(h.pop())
        for stage in self.decoder:
            x = torch.cat([stage(x), h.pop()], 1)
        return self.last(x).tanh()
