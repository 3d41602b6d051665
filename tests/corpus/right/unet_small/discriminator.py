import torch
from torch import nn


class Discriminator(nn.Module):
    """70x70 PatchGAN: 30x30 probabilities for a 256x256 slice."""

    def __init__(self, ndf=32, n_layers=3):
        super().__init__()
        seq = [nn.Conv2d(2, ndf, 4, 2, 1), nn.LeakyReLU(0.2, True)]
        c = ndf
        for n in range(1, n_layers):
            seq += [nn.Conv2d(c, c * 2, 4, 2, 1), nn.InstanceNorm2d(c * 2), nn.LeakyReLU(0.2, True)]
            c *= 2
        seq += [nn.Conv2d(c, c * 2, 4, 1, 1), nn.InstanceNorm2d(c * 2), nn.LeakyReLU(0.2, True)]
        seq += [nn.Conv2d(c * 2, 1, 4, 1, 1), nn.Sigmoid()]
        self.net = nn.Sequential(*seq)

    def forward(self, x1, x2):
        return self.net(torch.cat([x1, x2], 1))
