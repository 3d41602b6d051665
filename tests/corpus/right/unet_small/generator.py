import torch
import torch.nn as nn


def down(cin, cout, norm=True):
    layers = [nn.Conv2d(cin, cout, 4, 2, 1, bias=not norm)]
    if norm:
        layers.append(nn.BatchNorm2d(cout))
    layers.append(nn.LeakyReLU(0.2, inplace=True))
    return nn.Sequential(*layers)


def up(cin, cout, drop=0.0):
    layers = [nn.ConvTranspose2d(cin, cout, 4, 2, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True)]
    if drop:
        layers.append(nn.Dropout(drop))
    return nn.Sequential(*layers)


class Generator(nn.Module):
    """U-Net with three levels."""

    def __init__(self, nf=32):
        super().__init__()
        self.d1 = down(1, nf, norm=False)          # 128
        self.d2 = down(nf, nf * 2)                 # 64
        self.d3 = down(nf * 2, nf * 4)             # 32
        self.u3 = up(nf * 4, nf * 2, drop=0.5)     # 64
        self.u2 = up(nf * 4, nf)                   # 128
        self.u1 = nn.ConvTranspose2d(nf * 2, 1, 4, 2, 1)

    def forward(self, x):
        e1 = self.d1(x)
        e2 = self.d2(e1)
        e3 = self.d3(e2)
        y = self.u3(e3)
        y = self.u2(torch.cat([y, e2], 1))
        y = self.u1(torch.cat([y, e1], 1))
        return torch.tanh(y)
