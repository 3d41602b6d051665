import torch
from torch import nn
import torch.nn.functional as F


class Attend(nn.Module):
    """Self-attention over the bottleneck's positions, with a residual."""

    def __init__(self, c, heads=4):
        super().__init__()
        self.norm = nn.LayerNorm(c)
        self.att = nn.MultiheadAttention(c, heads, batch_first=True)

    def forward(self, x):
        n, c, h, w = x.shape
        t = x.flatten(2).transpose(1, 2)
        q = self.norm(t)
        t = t + self.att(q, q, q, need_weights=False)[0]
        return t.transpose(1, 2).unflatten(2, (h, w))


class Generator(nn.Module):
    def __init__(self, widths=(16, 32, 64, 64)):
        super().__init__()
        self.down = nn.ModuleList()
        c = 1
        for w in widths:
            self.down.append(nn.Sequential(nn.Conv2d(c, w, 4, 2, 1), nn.GroupNorm(4, w), nn.LeakyReLU(0.2)))
            c = w
        self.attend = Attend(c)
        self.up = nn.ModuleList()
        for w in (*widths[-2::-1], 8):
            self.up.append(nn.Sequential(nn.Conv2d(c, w, 3, 1, 1), nn.GroupNorm(4, w), nn.ReLU()))
            c = 2 * w
        self.out = nn.Conv2d(8, 1, 3, 1, 1)

    def forward(self, x):
        skips = []
        for d in self.down:
            x = d(x)
            skips.append(x)
        x = self.attend(skips.pop())
        for k, u in enumerate(self.up):
            x = u(F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False))
            if skips:
                x = torch.cat((x, skips.pop()), dim=1)
        return torch.tanh(self.out(x))
