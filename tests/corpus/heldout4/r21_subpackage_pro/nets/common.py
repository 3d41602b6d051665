import torch
from torch import nn


class ConvNormAct(nn.Sequential):
    def __init__(self, cin, cout, *, k=3, s=1, norm=nn.InstanceNorm2d, act=nn.LeakyReLU):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, k, s, (k - 1) // 2)
        if norm is not None:
            self.norm = norm(cout, affine=True)
        self.act = act(inplace=True) if act is not nn.LeakyReLU else act(0.01, inplace=True)


class Stage(nn.Sequential):
    def __init__(self, cin, cout, stride):
        super().__init__(ConvNormAct(cin, cout, s=stride), ConvNormAct(cout, cout))
