import torch
from torch import nn


class Discriminator(nn.Module):
    """70x70 PatchGAN."""

    def __init__(self, nf=64):
        super().__init__()
        layers = [nn.Conv2d(2, nf, 4, 2, 1), nn.LeakyReLU(0.2, True)]
        for i in range(2):
            layers += [nn.Conv2d(nf * 2 ** i, nf * 2 ** (i + 1), 4, 2, 1),
                       nn.BatchNorm2d(nf * 2 ** (i + 1)), nn.LeakyReLU(0.2, True)]
        layers += [nn.Conv2d(nf * 4, nf * 8, 4, 1, 1), nn.BatchNorm2d(nf * 8), nn.LeakyReLU(0.2, True),
                   nn.Conv2d(nf * 8, 1, 4, 1, 1), nn.Sigmoid()]
        self.layers = nn.ModuleList(layers)

    def forward(self, x1, x2):
        out = torch.cat((x1, x2), dim=1)
        for i in range(len(self.layers) - 1):
            out = self.layers[i](out)
        return out
