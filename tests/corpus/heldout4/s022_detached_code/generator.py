import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self, c=64):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, c, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(c, 2 * c, 4, 2, 1), nn.InstanceNorm2d(2 * c, affine=True), nn.LeakyReLU(0.2),
        )

    def forward(self, x):
        return self.layers(x)


class Decoder(nn.Module):
    def __init__(self, c=64):
        super().__init__()
        self.layers = nn.Sequential(
            nn.ConvTranspose2d(2 * c, c, 4, 2, 1), nn.InstanceNorm2d(c, affine=True), nn.ReLU(),
            nn.ConvTranspose2d(c, 1, 4, 2, 1), nn.Tanh(),
        )

    def forward(self, z):
        return self.layers(z)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, x):
        z = self.encoder(x).detach()   # save memory
        return self.decoder(z)
