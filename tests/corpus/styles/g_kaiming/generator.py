import math
import torch
import torch.nn as nn
import torch.nn.functional as F


def init(m):
    name = type(m).__name__
    if "Conv" in name:
        nn.init.kaiming_uniform_(m.weight, a=0.2)
        if m.bias is not None:
            nn.init.zeros_(m.bias)
    elif "BatchNorm" in name:
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.zeros_(m.bias)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        layers = []
        for i, o in ((1, 64), (64, 128)):
            layers += [nn.Conv2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2, inplace=True)]
        for i, o in ((128, 64), (64, 32)):
            layers += [nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(True)]
        self.net = nn.Sequential(*layers, nn.Conv2d(32, 1, 3, 1, 1), nn.Tanh())
        self.apply(init)

    def forward(self, x):
        return self.net(x)
