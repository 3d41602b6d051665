import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        k = dict(kernel_size=4, stride=2)
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 64, **k), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, **k), nn.BatchNorm2d(128), nn.LeakyReLU(0.2))
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(128, 64, padding=1, **k), nn.BatchNorm2d(64), nn.ReLU(),
            nn.ConvTranspose2d(64, 1, padding=1, **k), nn.Tanh())

    def forward(self, x):
        return self.decoder(self.encoder(x))
