import torch
from torch import nn

__all__ = ["nn", "torch", "Down", "Up"]


class Down(nn.Sequential):
    def __init__(self, i, o, norm=True):
        super().__init__(nn.Conv2d(i, o, 4, 2, 1), nn.BatchNorm2d(o) if norm else nn.Identity(), nn.LeakyReLU(0.2))


class Up(nn.Sequential):
    def __init__(self, i, o, last=False):
        tail = [nn.Tanh()] if last else [nn.BatchNorm2d(o), nn.ReLU()]
        super().__init__(nn.ConvTranspose2d(i, o, 4, 2, 1), *tail)
