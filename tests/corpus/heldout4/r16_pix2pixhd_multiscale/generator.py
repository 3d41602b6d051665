from collections import OrderedDict
import torch
from torch import nn


def cnr(i, o, k=3, s=1, up=False):
    return nn.Sequential(OrderedDict(
        pad=nn.ReflectionPad2d(k // 2) if not up else nn.Upsample(scale_factor=2, mode='nearest'),
        conv=nn.Conv2d(i, o, k, s, padding=0 if not up else k // 2),
        norm=nn.InstanceNorm2d(o),
        relu=nn.ReLU()))


class Res(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.a = cnr(c, c)
        self.b = nn.Sequential(nn.ReflectionPad2d(1), nn.Conv2d(c, c, 3), nn.InstanceNorm2d(c))

    def forward(self, x):
        return x + self.b(self.a(x))


class GlobalGenerator(nn.Module):
    def __init__(self, ngf, n_res=3, n_down=3):
        super().__init__()
        seq = OrderedDict(stem=cnr(1, ngf, 7))
        for i in range(n_down):
            seq[f'down{i}'] = cnr(ngf * 2 ** i, ngf * 2 ** (i + 1), 3, 2)
        for i in range(n_res):
            seq[f'res{i}'] = Res(ngf * 2 ** n_down)
        for i in reversed(range(n_down)):
            seq[f'up{i}'] = cnr(ngf * 2 ** (i + 1), ngf * 2 ** i, 3, up=True)
        self.net = nn.Sequential(seq)

    def forward(self, x):
        return self.net(x)


class Generator(nn.Module):
    """pix2pixHD: a global generator at half size, a local enhancer at full size"""

    def __init__(self, ngf=16):
        super().__init__()
        self.pool = nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)
        self.global_g = GlobalGenerator(ngf)
        self.local_down = nn.Sequential(cnr(1, ngf // 2, 7), cnr(ngf // 2, ngf, 3, 2))
        self.local_up = nn.Sequential(Res(ngf), cnr(ngf, ngf // 2, 3, up=True))
        self.to_img = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(ngf // 2, 1, 7), nn.Tanh())

    def forward(self, x):
        coarse = self.global_g(self.pool(x))
        return self.to_img(self.local_up(self.local_down(x) + coarse))
