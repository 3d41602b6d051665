import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self, c=24):
        super().__init__()
        def cbr(i, o, s=1):
            return [nn.Conv2d(i, o, 3, s, 1), nn.BatchNorm2d(o), nn.ReLU(inplace=True)]
        layers = cbr(1, c) + cbr(c, c) + cbr(c, 2*c, 2) + cbr(2*c, 2*c) + cbr(2*c, 2*c, 2) + cbr(2*c, 2*c) + cbr(2*c, 2*c)
        layers += [nn.Upsample(scale_factor=2)] + cbr(2*c, c) + cbr(c, c) + [nn.Upsample(scale_factor=2)] + cbr(c, c) + [nn.Conv2d(c, 1, 3, 1, 1), nn.Tanh()]
        self.layers = nn.ModuleList(layers)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
