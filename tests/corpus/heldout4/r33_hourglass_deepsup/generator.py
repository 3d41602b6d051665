import torch
import torch.nn as nn
import torch.nn.functional as F


class Hourglass(nn.Module):
    """recursive hourglass"""

    def __init__(self, depth, c):
        super().__init__()
        self.skip = self.block(c)
        self.down = self.block(c)
        self.inner = Hourglass(depth - 1, c) if depth > 1 else self.block(c)
        self.up = self.block(c)

    @staticmethod
    def block(c):
        return nn.Sequential(nn.Conv2d(c, c // 2, 1), nn.BatchNorm2d(c // 2), nn.ReLU(), nn.Conv2d(c // 2, c, 3, padding=1), nn.BatchNorm2d(c), nn.ReLU())

    def forward(self, x):
        low = self.up(self.inner(self.down(F.max_pool2d(x, 2))))
        return self.skip(x) + F.interpolate(low, scale_factor=2)


class Generator(nn.Module):
    """two stacked hourglasses at half size; both predictions count, their mean goes through tanh"""

    def __init__(self, c=32):
        super().__init__()
        self.pre = nn.Sequential(nn.Conv2d(1, c, 7, 2, 3), nn.BatchNorm2d(c), nn.ReLU())
        self.hg1, self.hg2 = Hourglass(3, c), Hourglass(3, c)
        self.head1, self.head2 = self.head(c), self.head(c)

    def head(self, c):
        return nn.Sequential(nn.Conv2d(c, 4, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, x):
        x = self.pre(x)
        a = self.hg1(x)
        b = self.hg2(x + a)
        return torch.tanh(torch.stack([self.head1(a), self.head2(b)]).mean(0))
