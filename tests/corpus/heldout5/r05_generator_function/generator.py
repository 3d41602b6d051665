"""`Generator` is a function."""
from collections import OrderedDict

from torch import nn


def _down(i, o, norm=True):
    return nn.Sequential(*filter(None, [nn.Conv2d(i, o, 4, 2, 1), nn.BatchNorm2d(o) if norm else None,
                                        nn.LeakyReLU(0.2)]))


def _up(i, o, act):
    return nn.Sequential(nn.ConvTranspose2d(i, o, 4, 2, 1), *act)


def Generator(width: int = 32) -> nn.Module:
    w = width
    return nn.Sequential(OrderedDict(
        down1=_down(1, w, norm=False), down2=_down(w, 2 * w), down3=_down(2 * w, 2 * w),
        up1=_up(2 * w, 2 * w, [nn.BatchNorm2d(2 * w), nn.ReLU()]),
        up2=_up(2 * w, w, [nn.BatchNorm2d(w), nn.ReLU()]),
        up3=_up(w, 1, [nn.Tanh()])))
