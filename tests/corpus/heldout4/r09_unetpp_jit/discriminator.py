import torch
from torch import nn
from torch.nn.utils import spectral_norm


class Discriminator(nn.Module):
    def __init__(self, base=32):
        super().__init__()
        self.body = nn.Sequential(
            spectral_norm(nn.Conv2d(2, base, 4, 2, 1)), nn.LeakyReLU(0.2, inplace=True),
            spectral_norm(nn.Conv2d(base, base * 2, 4, 2, 1)), nn.LeakyReLU(0.2, inplace=True),
            spectral_norm(nn.Conv2d(base * 2, base * 4, 4, 2, 1)), nn.LeakyReLU(0.2, inplace=True))
        self.out = nn.Conv2d(base * 4, 1, 4, 1, 1)

    def forward(self, x1, x2):
        h = self.body(torch.cat((x1, x2), dim=1))
        return torch.sigmoid(self.out(h))
