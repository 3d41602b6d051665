import torch
import torch.nn as nn


def conv(i, o, k, s, p, norm=True):
    yield nn.Conv2d(i, o, k, s, p)
    if norm:
        yield nn.BatchNorm2d(o)
    yield nn.LeakyReLU(0.2, True)


class Discriminator(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.main = nn.Sequential(
            *conv(2, 64, 4, 2, 1, norm=False),
            *conv(64, 128, 4, 2, 1),
            *conv(128, 256, 4, 2, 1),
            nn.Conv2d(256, 1, 4, 1, 1),
            nn.Sigmoid())

    def forward(self, x1, x2):
        xy = torch.cat([x1, x2], axis=1)
        return self.main(xy)
