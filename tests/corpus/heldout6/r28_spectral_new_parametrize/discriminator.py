from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class Discriminator(nn.Module):
    """Spectral norm everywhere (parametrization API), the last layer's bias and gain stay free."""

    def __init__(self, widths: tuple[int, ...] = (2, 32, 64, 128)) -> None:
        super().__init__()
        self.trunk = nn.Sequential()
        for k, (i, o) in enumerate(pairwise(widths)):
            self.trunk.append(spectral_norm(nn.Conv2d(i, o, kernel_size=4, stride=2, padding=1)))
            self.trunk.append(nn.LeakyReLU(0.2))
        self.to_logit = spectral_norm(nn.Conv2d(widths[-1], 1, kernel_size=3, padding=1))
        self.gain = nn.Parameter(torch.tensor(1.0))

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        h = self.trunk(torch.cat([x1, x2], dim=1))
        return (self.gain * self.to_logit(h)).sigmoid()
