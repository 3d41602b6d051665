"""Predicts a correction to T1 before the squashing."""
from types import SimpleNamespace

import torch
from torch import nn


class _Base(nn.Module):
    def forward(self, x):
        return self.squash(self.decode(self.encode(x), x)) + self.skip * x


class Generator(_Base):
    cfg = SimpleNamespace(width=32, slope=0.2)

    def __init__(self):
        super().__init__()
        w = self.cfg.width
        self.layers = nn.ModuleDict()
        self.layers["e0"] = nn.Conv2d(1, w, 4, 2, 1)
        self.layers["e1"] = nn.Conv2d(w, 2 * w, 4, 2, 1)
        self.layers["n1"] = nn.BatchNorm2d(2 * w)
        self.layers["d1"] = nn.ConvTranspose2d(2 * w, w, 4, 2, 1)
        self.layers["n0"] = nn.BatchNorm2d(w)
        self.layers["d0"] = nn.ConvTranspose2d(w, 1, 4, 2, 1)
        self.skip = nn.Parameter(torch.tensor(0.5))
        self.apply(self.init)

    @staticmethod
    def init(m):
        if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(m.weight, 0.0, 0.02)
            nn.init.zeros_(m.bias)
        elif isinstance(m, nn.BatchNorm2d):
            nn.init.normal_(m.weight, 1.0, 0.02)

    def __getattr__(self, name):
        if name in ("e0", "e1", "n1", "d1", "n0", "d0"):
            return super().__getattr__("layers")[name]
        return super().__getattr__(name)

    def encode(self, x):
        h = nn.functional.leaky_relu(self.e0(x), self.cfg.slope)
        return nn.functional.leaky_relu(self.n1(self.e1(h)), self.cfg.slope)

    def decode(self, h, x):
        return self.d0(torch.relu(self.n0(self.d1(h))))

    squash = staticmethod(torch.tanh)
