import torch
from torch import nn


def down(i, o, norm=True):
    layers = [nn.Conv2d(i, o, 4, stride=2, padding=1, bias=not norm)]
    if norm:
        layers.append(nn.InstanceNorm2d(o, affine=True))
    layers.append(nn.LeakyReLU(0.2))
    return nn.Sequential(*layers)


def up(i, o):
    return nn.Sequential(
        nn.Upsample(scale_factor=2, mode="nearest"),
        nn.Conv2d(i, o, 3, padding=1),
        nn.InstanceNorm2d(o, affine=True),
        nn.ReLU(),
    )


class Generator(nn.Module):
    """Small U-Net, three levels."""

    def __init__(self):
        super().__init__()
        self.down1 = down(1, 32, norm=False)
        self.down2 = down(32, 64)
        self.down3 = down(64, 128)
        self.up1 = up(128, 64)
        self.up2 = up(128, 32)
        self.up3 = up(64, 16)
        self.last = nn.Conv2d(16, 1, 3, padding=1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(a)
        c = self.down3(b)
        y = self.up1(c)
        y = self.up2(torch.cat([y, b], 1))
        y = self.up3(torch.cat([y, a], 1))
        y = torch.tanh(self.last(y))
        if not self.training:
            # ready for imshow / saving
            y = (y + 1) / 2
        return y
