"""No strided convolution: space-to-depth and back by reshape, as einops' rearrange would do it."""
import torch
from torch import nn


def fold_down(x, r=2):   # 'b c (h r) (w s) -> b (c r s) h w'
    b, c, h, w = x.shape
    x = x.reshape(b, c, h // r, r, w // r, r)
    return x.permute(0, 1, 3, 5, 2, 4).reshape(b, c * r * r, h // r, w // r)


def fold_up(x, r=2):     # 'b (c r s) h w -> b c (h r) (w s)'
    b, c, h, w = x.shape
    x = x.reshape(b, c // (r * r), r, r, h, w)
    return x.permute(0, 1, 4, 2, 5, 3).reshape(b, c // (r * r), h * r, w * r)


class Generator(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.e1 = nn.Conv2d(4, dim, 3, padding=1)
        self.e2 = nn.Conv2d(4 * dim, 2 * dim, 3, padding=1)
        self.n2 = nn.BatchNorm2d(2 * dim)
        self.m = nn.Conv2d(2 * dim, 2 * dim, 3, padding=1)
        self.d1 = nn.Conv2d(2 * dim, 4 * dim, 3, padding=1)
        self.n1 = nn.BatchNorm2d(dim)
        self.d2 = nn.Conv2d(dim, 4, 3, padding=1)
        self.lrelu = nn.LeakyReLU(0.2)

    def forward(self, x):
        x = self.lrelu(self.e1(fold_down(x)))
        x = self.lrelu(self.n2(self.e2(fold_down(x))))
        x = x + self.lrelu(self.m(x))
        x = torch.relu(self.n1(fold_up(self.d1(x))))
        return torch.tanh(fold_up(self.d2(x)))
