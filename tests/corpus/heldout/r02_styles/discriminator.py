import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm as sn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = sn(nn.Conv2d(2, 32, 4, 2, 1))
        self.c2 = sn(nn.Conv2d(32, 64, 4, 2, 1))
        self.c3 = nn.Conv2d(64, 1, 4, 1, 1)
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x1, x2):
        z = self.act(self.c1(torch.cat([x1, x2], 1)))
        z = self.act(self.c2(z))
        return torch.sigmoid(self.c3(z))
