import torch
from torch import nn


def ghost(i, o):
    """half the maps by a convolution, half by a cheap depthwise one"""
    return Ghost(i, o)


class Ghost(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        h = o // 2
        self.primary = nn.Sequential(nn.Conv2d(i, h, 3, 1, 1, bias=False), nn.BatchNorm2d(h), nn.CELU())
        self.cheap = nn.Sequential(nn.Conv2d(h, h, 3, 1, 1, groups=h, bias=False), nn.BatchNorm2d(h), nn.CELU())

    def forward(self, x):
        p = self.primary(x)
        return torch.cat([p, self.cheap(p)], 1)


class Generator(nn.Module):
    """LinkNet: skips are added, not concatenated. Odd sizes are padded up and cropped back."""

    def __init__(self, w=(24, 48, 96)):
        super().__init__()
        self.stem = nn.Conv2d(1, w[0], 7, padding=3)
        self.enc = nn.ModuleList([nn.Sequential(nn.AvgPool2d(2), ghost(a, b)) for a, b in zip(w, w[1:])])
        self.bottom = nn.Sequential(ghost(w[-1], w[-1]), ghost(w[-1], w[-1]))
        self.dec = nn.ModuleList([nn.Sequential(nn.Upsample(scale_factor=2, mode='bicubic'), ghost(b, a)) for a, b in list(zip(w, w[1:]))[::-1]])
        self.out = nn.Sequential(ghost(w[0], 16), nn.Conv2d(16, 1, 3, padding=1), nn.Tanh())

    def forward(self, x):
        h, w = x.shape[-2:]
        x = nn.functional.pad(x, (0, -w % 4, 0, -h % 4), mode='replicate')
        s = [self.stem(x)]
        for e in self.enc:
            s.append(e(s[-1]))
        y = self.bottom(s.pop())
        for d in self.dec:
            y = d(y) + s.pop()
        return self.out(y)[..., :h, :w]
