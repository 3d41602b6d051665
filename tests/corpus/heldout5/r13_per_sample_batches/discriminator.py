"""The logistic function as 0.5 * (1 + tanh(x / 2)); average pooling shrinks."""
import torch
from torch import nn


class Logistic(nn.Module):
    def forward(self, x):
        return 0.5 * (1 + torch.tanh(0.5 * x))


class Discriminator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.f = nn.Sequential(
            nn.Conv2d(2, w, 3, 1, 1), nn.AvgPool2d(2), nn.LeakyReLU(0.2),
            nn.Conv2d(w, 2 * w, 3, 1, 1), nn.AvgPool2d(2), nn.GroupNorm(4, 2 * w), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * w, 2 * w, 3, 1, 1), nn.LeakyReLU(0.2))
        self.g = nn.Conv2d(2 * w, 1, 1)
        self.p = Logistic()

    def forward(self, x1, x2):
        pair = x1.new_empty(x1.shape[0], 2, *x1.shape[2:])
        pair[:, :1], pair[:, 1:] = x1, x2
        return self.p(self.g(self.f(pair)))
