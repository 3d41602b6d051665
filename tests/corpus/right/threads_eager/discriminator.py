import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm as sn


class Discriminator(nn.Module):
    def __init__(self, nf=32):
        super().__init__()
        self.layers = nn.ModuleList([
            sn(nn.Conv2d(2, nf, 4, 2, 1)),
            sn(nn.Conv2d(nf, nf * 2, 4, 2, 1)),
            sn(nn.Conv2d(nf * 2, nf * 4, 4, 2, 1)),
        ])
        self.head = nn.Conv2d(nf * 4, 1, 4, 1, 1)

    def forward(self, x1, x2):
        x = torch.concat((x1, x2), dim=1)
        for layer in self.layers:
            x = nn.functional.leaky_relu(layer(x), negative_slope=0.2)
        return self.head(x).sigmoid()
