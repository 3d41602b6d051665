"""nnU-Net flavoured: strided convolutions down, transposed ones up, instance norm, LeakyReLU(0.01)."""
import torch
from torch import nn
from .common import Stage


class UNet(nn.Module):
    def __init__(self, features=(16, 32, 64, 128), in_channels=1, out_channels=1):
        super().__init__()
        self.down = nn.ModuleList()
        c = in_channels
        for i, f in enumerate(features):
            self.down.append(Stage(c, f, 1 if i == 0 else 2))
            c = f
        self.up, self.merge = nn.ModuleList(), nn.ModuleList()
        for f in features[-2::-1]:
            self.up.append(nn.ConvTranspose2d(c, f, 2, 2, bias=False))
            self.merge.append(Stage(2 * f, f, 1))
            c = f
        self.head = nn.Conv2d(c, out_channels, 1)

    def forward(self, x):
        skips = []
        for stage in self.down:
            x = stage(x)
            skips.append(x)
        skips.pop()
        for up, merge in zip(self.up, self.merge):
            x = merge(torch.cat((up(x), skips.pop()), dim=1))
        return self.head(x)
