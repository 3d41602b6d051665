import torch
from torch import nn
import torch.nn.functional as F


class PreAct(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.n1, self.c1 = nn.GroupNorm(min(8, i), i), nn.Conv2d(i, o, 3, padding=1)
        self.n2, self.c2 = nn.GroupNorm(8, o), nn.Conv2d(o, o, 3, padding=1)
        self.s = nn.Conv2d(i, o, 1) if i != o else None

    def forward(self, x):
        y = self.c1(F.silu(self.n1(x)))
        y = self.c2(F.silu(self.n2(y)))
        return y + (x if self.s is None else self.s(x))


class Attn(nn.Module):
    def __init__(self, c, heads=4):
        super().__init__()
        self.n = nn.GroupNorm(8, c)
        self.mha = nn.MultiheadAttention(c, heads, batch_first=True)

    def forward(self, x):
        n, c, h, w = x.shape
        t = self.n(x).flatten(2).transpose(1, 2)
        y, _ = self.mha(t, t, t, need_weights=False)
        return x + y.transpose(1, 2).reshape(n, c, h, w)


class Generator(nn.Module):
    """the U-Net of the diffusion papers without the time step; attention at 16x16"""

    def __init__(self, w=(32, 64, 128, 192, 192)):
        super().__init__()
        self.inp = nn.Conv2d(1, w[0], 5, 2, 2)                     # 128
        self.down, self.pool = nn.ModuleList(), nn.ModuleList()
        for a, b in zip(w, w[1:]):
            self.down.append(PreAct(a, a))
            self.pool.append(nn.Conv2d(a, b, 3, 2, 1))
        self.mid = nn.Sequential(PreAct(w[-1], w[-1]), Attn(w[-1]), PreAct(w[-1], w[-1]))
        self.up = nn.ModuleList()
        for a, b in zip(w[::-1], w[-2::-1]):
            self.up.append(nn.ModuleDict(dict(conv=nn.Conv2d(a, b, 3, padding=1), block=PreAct(2 * b, b))))
        self.norm = nn.GroupNorm(8, w[0])
        self.out = nn.Conv2d(w[0], 4, 3, padding=1)

    def forward(self, x):
        h, keep = self.inp(x), []
        for d, p in zip(self.down, self.pool):
            h = d(h)
            keep.append(h)
            h = p(h)
        h = self.mid(h)
        for u in self.up:
            h = u['conv'](F.interpolate(h, scale_factor=2.0, mode='nearest'))
            h = u['block'](torch.cat((h, keep.pop()), 1))
        return torch.tanh(F.pixel_shuffle(self.out(F.silu(self.norm(h))), 2))
