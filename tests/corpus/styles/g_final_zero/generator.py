import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, *, base_channels: int = 40, **extra):
        super().__init__()
        self.base = base_channels
        self.build()

    def build(self):
        raise NotImplementedError


class Generator(Base):
    def build(self):
        b = self.base
        self.encoder = nn.Sequential()
        self.encoder.add_module("c1", nn.Conv2d(1, b, 4, stride=2, padding=1))
        self.encoder.add_module("a1", nn.LeakyReLU(.2))
        self.encoder.add_module("c2", nn.Conv2d(b, b * 2, 4, stride=2, padding=1))
        self.encoder.add_module("b2", nn.BatchNorm2d(b * 2))
        self.encoder.add_module("a2", nn.LeakyReLU(.2))
        self.decoder = nn.Sequential()
        self.decoder.add_module("t1", nn.ConvTranspose2d(b * 2, b, 4, stride=2, padding=1))
        self.decoder.add_module("b1", nn.BatchNorm2d(b))
        self.decoder.add_module("r1", nn.ReLU())
        self.decoder.add_module("t2", nn.ConvTranspose2d(b, 1, 4, stride=2, padding=1))

        nn.init.zeros_(self.decoder.t2.weight)
        nn.init.zeros_(self.decoder.t2.bias)

    def forward(self, t1, *unused, **ignored):
        assert t1.dim() == 4 and t1.size(1) == 1, "expects (N, 1, H, W)"
        return self.decoder(self.encoder(t1)).tanh()
