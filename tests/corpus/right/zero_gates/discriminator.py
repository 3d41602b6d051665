"""SAGAN's discriminator: spectral norm of the older kind, attention behind a gate that begins at zero."""
import torch
from torch import nn
from torch.nn.utils import spectral_norm


class SelfAttention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.query = spectral_norm(nn.Conv2d(channels, channels // 8, 1))
        self.key = spectral_norm(nn.Conv2d(channels, channels // 8, 1))
        self.value = spectral_norm(nn.Conv2d(channels, channels, 1))
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        n, c, h, w = x.shape
        query, key, value = (layer(x).flatten(2) for layer in (self.query, self.key, self.value))
        attention = torch.softmax(query.transpose(1, 2) @ key, dim=-1)
        return x + self.gamma * (value @ attention.transpose(1, 2)).view(n, c, h, w)


class Discriminator(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.layers = nn.Sequential(
            spectral_norm(nn.Conv2d(2, width, 4, 2, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(width, 2 * width, 4, 2, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(2 * width, 4 * width, 4, 2, 1)), nn.LeakyReLU(0.2),
            SelfAttention(4 * width), nn.Conv2d(4 * width, 1, 4, 1, 1))

    def forward(self, x1, x2):
        return torch.sigmoid(self.layers(torch.cat([x1, x2], dim=1)))
