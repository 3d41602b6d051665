"""MobileNet-like: inverted residuals with squeeze-and-excitation."""
from collections import OrderedDict
import torch
from torch import nn


class SE(nn.Module):
    def __init__(self, c, r=4):
        super().__init__()
        self.fc = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(c, c // r, 1), nn.ReLU(), nn.Conv2d(c // r, c, 1),
                                nn.Hardsigmoid())

    def forward(self, x):
        return x * self.fc(x)


class InvertedResidual(nn.Module):
    def __init__(self, cin, cout, stride=1, expand=3):
        super().__init__()
        mid = cin * expand
        self.same = stride == 1 and cin == cout
        self.body = nn.Sequential(OrderedDict(
            expand=nn.Conv2d(cin, mid, 1), norm1=nn.BatchNorm2d(mid), act1=nn.Hardswish(),
            depth=nn.Conv2d(mid, mid, 3, stride, 1, groups=mid), norm2=nn.BatchNorm2d(mid), act2=nn.Hardswish(),
            se=SE(mid), project=nn.Conv2d(mid, cout, 1), norm3=nn.BatchNorm2d(cout)))

    def forward(self, x):
        y = self.body(x)
        return x + y if self.same else y


class Generator(nn.Module):
    cfg = [(16, 2), (24, 2), (24, 1)]

    def __init__(self):
        super().__init__()
        c, layers = 12, [nn.Conv2d(1, 12, 3, 1, 1)]
        for out, stride in self.cfg:
            layers.append(InvertedResidual(c, out, stride))
            c = out
        for out in (16, 12):
            layers += [nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), InvertedResidual(c, out)]
            c = out
        self.net = nn.Sequential(*layers, nn.Conv2d(c, 1, 1))

    def forward(self, x):
        return torch.tanh(self.net(x))
