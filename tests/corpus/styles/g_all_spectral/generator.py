import math
import torch
import torch.nn as nn
import torch.nn.functional as F


from torch.nn.utils.parametrizations import spectral_norm as sn


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(sn(nn.Conv2d(1, 32, 4, 2, 1)), nn.LeakyReLU(0.2), sn(nn.Conv2d(32, 64, 4, 2, 1)), nn.BatchNorm2d(64), nn.LeakyReLU(0.2),
                                 sn(nn.ConvTranspose2d(64, 32, 4, 2, 1)), nn.BatchNorm2d(32), nn.ReLU(), sn(nn.ConvTranspose2d(32, 1, 4, 2, 1)), nn.Tanh())

    def forward(self, x):
        return self.net(x)
