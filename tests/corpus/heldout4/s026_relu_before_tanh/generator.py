import torch
import torch.nn as nn


def block(layer, norm, act):
    return nn.Sequential(*[m for m in (layer, norm, act) if m is not None])


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.e1 = block(nn.Conv2d(1, 64, 4, 2, 1), None, nn.LeakyReLU(0.2))
        self.e2 = block(nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2))
        self.d1 = block(nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU())
        self.d2 = block(nn.ConvTranspose2d(64, 1, 4, 2, 1), None, nn.ReLU())

    def forward(self, x):
        return torch.tanh(self.d2(self.d1(self.e2(self.e1(x)))))
