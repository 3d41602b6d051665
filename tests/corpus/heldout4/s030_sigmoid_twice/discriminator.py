import torch
from torch import nn


class Discriminator(nn.Module):
    """PatchGAN with a 70x70 receptive field."""

    def __init__(self, ndf=64):
        super().__init__()

        def conv(cin, cout, stride, norm=True):
            mods = [nn.Conv2d(cin, cout, 4, stride, 1, bias=not norm)]
            if norm:
                mods += [nn.BatchNorm2d(cout)]
            return mods + [nn.LeakyReLU(0.2, True)]

        self.net = nn.Sequential(
            *conv(2, ndf, 2, norm=False),
            *conv(ndf, ndf * 2, 2),
            *conv(ndf * 2, ndf * 4, 2),
            *conv(ndf * 4, ndf * 8, 1),
            nn.Conv2d(ndf * 8, 1, 4, 1, 1),
            nn.Sigmoid(),
        )

    def forward(self, x1, x2):
        score = self.net(torch.cat([x1, x2], dim=1))
        return torch.sigmoid(score)
