import torch
from torch import nn
from layers import *


class Generator(nn.Module):
    "A tiny DynamicUnet: xresnet encoder, ICNR pixel-shuffle decoder"
    def __init__(self, nfs=(16, 32, 64, 128)):
        super().__init__()
        self.stem = ConvLayer(1, nfs[0])
        self.enc = nn.ModuleList([ResBlock(a, b, stride=2) for a, b in zip(nfs[:-1], nfs[1:])])
        self.mid = nn.Sequential(ConvLayer(nfs[-1], nfs[-1] * 2), ConvLayer(nfs[-1] * 2, nfs[-1]))
        r = list(nfs[::-1])
        self.dec = nn.ModuleList([UnetBlock(a, b, b) for a, b in zip(r[:-1], r[1:])])
        self.last_cross = ResBlock(nfs[0] + 1, nfs[0] + 1)
        self.head = ConvLayer(nfs[0] + 1, 1, ks=1, norm=False, act=False)
        nn.init.xavier_uniform_(self.head[0].weight)

    def forward(self, x):
        inp = x
        x = self.stem(x)
        skips = []
        for e in self.enc:
            skips.append(x)
            x = e(x)
        x = self.mid(x)
        for d, s in zip(self.dec, skips[::-1]): x = d(x, s)
        x = self.last_cross(torch.cat([x, inp], 1))
        return self.head(x).tanh()
