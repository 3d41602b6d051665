import torch
import torch.nn as nn
import torch.nn.functional as F


class ScaledTanh(nn.Module):
    def forward(self, x):
        return 0.5 * torch.tanh(x)


def Generator():
    return nn.Sequential(
        nn.Conv2d(1, 64, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
        nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU(),
        nn.ConvTranspose2d(64, 1, 4, 2, 1), ScaledTanh(),
    )
