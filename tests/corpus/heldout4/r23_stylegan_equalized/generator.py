"""StyleGAN2-ish parts: equalised learning rate, modulated convolutions; the style is pooled from the encoder (no noise)."""
import math
import torch
from torch import nn
import torch.nn.functional as F

LR_MUL = 8.0      # the lab's 2e-4 is small for unit weights


class EqConv(nn.Module):
    def __init__(self, i, o, k, stride=1, bias_init=0.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(o, i, k, k) / LR_MUL)
        self.bias = nn.Parameter(torch.full((o,), float(bias_init)))
        self.scale = LR_MUL / math.sqrt(i * k * k)
        self.stride, self.pad = stride, k // 2

    def forward(self, x):
        return F.conv2d(x, self.weight * self.scale, self.bias, self.stride, self.pad)


class EqLinear(nn.Module):
    def __init__(self, i, o, bias_init=0.0):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(o, i) / LR_MUL)
        self.bias = nn.Parameter(torch.full((o,), float(bias_init)))
        self.scale = LR_MUL / math.sqrt(i)

    def forward(self, x):
        return F.linear(x, self.weight * self.scale, self.bias)


class ModConv(nn.Module):
    def __init__(self, i, o, k, w_dim):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, o, i, k, k) / LR_MUL)
        self.scale = LR_MUL / math.sqrt(i * k * k)
        self.affine = EqLinear(w_dim, i, bias_init=1.0)
        self.bias = nn.Parameter(torch.zeros(o))

    def forward(self, x, w):
        n, c, h, wd = x.shape
        s = self.affine(w).view(n, 1, c, 1, 1)
        k = self.scale * self.weight * s
        k = k * torch.rsqrt(k.pow(2).sum((2, 3, 4), keepdim=True) + 1e-8)
        y = F.conv2d(x.reshape(1, n * c, h, wd), k.flatten(0, 1), padding=k.shape[-1] // 2, groups=n)
        return F.leaky_relu(y.view(n, -1, h, wd) + self.bias.view(1, -1, 1, 1), 0.2) * math.sqrt(2)


class Generator(nn.Module):
    def __init__(self, c=(16, 32, 64), w_dim=32):
        super().__init__()
        self.from_img = EqConv(1, c[0], 3)
        self.enc1, self.enc2 = EqConv(c[0], c[1], 3, 2), EqConv(c[1], c[2], 3, 2)
        self.map = nn.Sequential(EqLinear(c[2], w_dim), nn.LeakyReLU(0.2), EqLinear(w_dim, w_dim))
        self.m2 = ModConv(c[2], c[2], 3, w_dim)
        self.m1 = ModConv(c[2] + c[1], c[1], 3, w_dim)
        self.m0 = ModConv(c[1] + c[0], c[0], 3, w_dim)
        self.to_img = EqConv(c[0], 1, 1)

    def forward(self, x):
        act = lambda t: F.leaky_relu(t, 0.2)
        up = lambda t: F.interpolate(t, scale_factor=2.0, mode='bilinear', align_corners=False)
        e0 = act(self.from_img(x))
        e1 = act(self.enc1(e0))
        e2 = act(self.enc2(e1))
        w = self.map(e2.mean((-1, -2)))
        y = self.m2(e2, w)
        y = self.m1(torch.cat((up(y), e1), 1), w)
        y = self.m0(torch.cat((up(y), e0), 1), w)
        return torch.tanh(self.to_img(y))
