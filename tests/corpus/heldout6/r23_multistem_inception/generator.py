import torch as th
import torch.nn as nn
from functools import partial, reduce

act = partial(nn.LeakyReLU, negative_slope=0.2, inplace=True)


class Stem(nn.Module):
    """small, medium and large receptive fields side by side (k=2,4,6,8 at stride 2)"""

    def __init__(self, i, o):
        super().__init__()
        ks = [2, 4, 6, 8]
        self.branches = nn.ModuleList([nn.Conv2d(i, o // len(ks), k, 2, (k - 2) // 2) for k in ks])

    def forward(self, x):
        return th.cat([b(x) for b in self.branches], dim=1)


class Mixed(nn.Module):
    def __init__(self, c):
        super().__init__()
        q = c // 4
        self.a = nn.Conv2d(c, q, 1)
        self.b = nn.Sequential(nn.Conv2d(c, q, 1), nn.Conv2d(q, q, (1, 5), padding=(0, 2)), nn.Conv2d(q, q, (5, 1), padding=(2, 0)))
        self.c = nn.Sequential(nn.Conv2d(c, q, 1), nn.Conv2d(q, q, 3, padding=2, dilation=2))
        self.d = nn.Sequential(nn.AvgPool2d(3, 1, 1), nn.Conv2d(c, q, 1))
        self.n = nn.BatchNorm2d(c)

    def forward(self, x):
        return x + self.n(th.cat([getattr(self, k)(x) for k in "abcd"], 1)).relu()


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList([
            Stem(1, 32), act(),
            Stem(32, 64), nn.BatchNorm2d(64), act(),
            Mixed(64), Mixed(64),
            nn.Upsample(scale_factor=2, mode="bicubic", align_corners=False), nn.Conv2d(64, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), nn.Conv2d(32, 16, 3, padding=1), nn.ReLU(),
            nn.Conv2d(16, 1, 3, padding=1), nn.Tanh(),
        ])

    def forward(self, x):
        return reduce(lambda h, f: f(h), self.stages, x)
