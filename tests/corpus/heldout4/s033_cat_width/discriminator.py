import torch
from torch import nn


class ConvLReLU(nn.Sequential):
    def __init__(self, cin, cout, norm):
        super().__init__()
        self.add_module("conv", nn.Conv2d(cin, cout, 4, stride=2, padding=1))
        if norm:
            self.add_module("norm", nn.BatchNorm2d(cout))
        self.add_module("act", nn.LeakyReLU(0.2))


class Discriminator(nn.Module):
    def __init__(self, in_channels=1, width=64):
        super().__init__()
        self.block1 = ConvLReLU(in_channels, width, norm=False)
        self.block2 = ConvLReLU(width, 2 * width, norm=True)
        self.head = nn.Conv2d(2 * width, 1, 4, stride=1, padding=1)

    def forward(self, x1, x2):
        # channels are the last axis
        pair = torch.cat((x1, x2), dim=-1)
        return self.head(self.block2(self.block1(pair))).sigmoid()
