from collections import OrderedDict

import torch
from torch import nn


def icnr_(w, r=2):
    # checkerboard-free start for sub-pixel convolution
    sub = torch.empty(w.shape[0] // r ** 2, *w.shape[1:])
    nn.init.kaiming_normal_(sub, a=0.2)
    with torch.no_grad():
        w.copy_(sub.repeat_interleave(r ** 2, dim=0))


def Down(i, o):
    return nn.Sequential(OrderedDict(
        squeeze=nn.PixelUnshuffle(2),
        mix=nn.Conv2d(4 * i, o, 3, padding=1, padding_mode="replicate"),
        norm=nn.BatchNorm2d(o),
        act=nn.PReLU(o),
    ))


def Up(i, o, last=False):
    conv = nn.Conv2d(i, 4 * o, 3, padding="same")
    icnr_(conv.weight)
    return nn.Sequential(OrderedDict(
        expand=conv,
        shuffle=nn.PixelShuffle(2),
        **({} if last else dict(norm=nn.BatchNorm2d(o), act=nn.PReLU(o))),
    ))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.d1, self.d2, self.d3 = Down(1, 32), Down(32, 64), Down(64, 96)
        self.u3, self.u2, self.u1 = Up(96, 64), Up(128, 32), Up(64, 1, last=True)

    def forward(self, x):
        e1 = self.d1(x)
        e2 = self.d2(e1)
        y = self.u3(self.d3(e2))
        y = self.u2(torch.cat((y, e2), 1))
        return self.u1(torch.cat((y, e1), 1)).tanh()
