import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        sn = nn.utils.spectral_norm
        self.c = nn.ModuleList([sn(nn.Conv2d(2, 32, 4, 2, 1)), sn(nn.Conv2d(32, 64, 4, 2, 1)), sn(nn.Conv2d(64, 128, 4, 2, 1)), sn(nn.Conv2d(128, 128, 4, 1, 1)), sn(nn.Conv2d(128, 1, 4, 1, 1))])

    def forward(self, x1, x2):
        h = torch.cat((x1, x2), 1)
        for layer in self.c[:-1]:
            h = F.leaky_relu(layer(h), 0.2)
        return torch.sigmoid(self.c[-1](h))
