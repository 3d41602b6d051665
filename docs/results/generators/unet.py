"""A U-Net: six halvings down to 4x4, and each level's features handed across to the way up.

The layers are those of pix2pix at half the width, with InstanceNorm instead of BatchNorm, for at batch
size 1 BatchNorm trains on other statistics than it is evaluated with.
"""
import torch
from torch import nn

WIDTHS = (32, 64, 128, 256, 256, 256)


def down(inputs, outputs, norm=True):
    layers = [nn.Conv2d(inputs, outputs, 4, 2, 1)]
    return nn.Sequential(*layers, *[nn.InstanceNorm2d(outputs, affine=True)] * norm, nn.LeakyReLU(0.2))


def up(inputs, outputs):
    return nn.Sequential(nn.ConvTranspose2d(inputs, outputs, 4, 2, 1), nn.InstanceNorm2d(outputs, affine=True),
                         nn.ReLU())


class Generator(nn.Module):
    """(N, 1, H, W) -> (N, 1, H, W) in [-1, 1]; H and W multiples of 64."""

    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList([down(1, WIDTHS[0], norm=False)]
                                  + [down(*pair) for pair in zip(WIDTHS, WIDTHS[1:])])
        self.up = nn.ModuleList([up(WIDTHS[-1], WIDTHS[-2])]
                                + [up(2 * a, b) for a, b in zip(WIDTHS[-2:0:-1], WIDTHS[-3::-1])])
        self.last = nn.Sequential(nn.ConvTranspose2d(2 * WIDTHS[0], 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        levels = []
        for layer in self.down:
            x = layer(x)
            levels.append(x)                             # (N, 32, H/2, W/2) ... (N, 256, H/64, W/64)
        x = levels.pop()
        for layer in self.up:
            x = torch.cat([layer(x), levels.pop()], dim=1)
        return self.last(x)                              # (N, 1, H, W)
