"""ReZero blocks: each branch starts with weight zero."""
import torch
from torch import nn


class ReZero(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.alpha = nn.Parameter(torch.zeros(()))
        self.body = nn.Sequential(nn.Conv2d(c, c, 3, padding=1), nn.ReLU(), nn.Conv2d(c, c, 3, padding=1))

    def forward(self, x):
        return x + self.alpha * self.body(x)


class Generator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.model = nn.Sequential(
            nn.Conv2d(1, w, 4, 2, 1), nn.BatchNorm2d(w), nn.LeakyReLU(0.2),
            nn.Conv2d(w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w), nn.LeakyReLU(0.2),
            ReZero(2 * w), ReZero(2 * w),
            nn.ConvTranspose2d(2 * w, w, 4, 2, 1), nn.BatchNorm2d(w), nn.ReLU(),
            nn.ConvTranspose2d(w, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        return self.model(x)


import torch
from torch import nn


def stem(w):
    return nn.Sequential(nn.Conv2d(1, w, 4, 2, 1), nn.LeakyReLU(0.2))


class Discriminator(nn.Module):
    """One stem for each contrast; the features are concatenated."""

    def __init__(self, w=32):
        super().__init__()
        self.stem_t1, self.stem_t2 = stem(w), stem(w)
        self.trunk = nn.Sequential(
            nn.Conv2d(2 * w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * w, 1, 4, 1, 1))

    def forward(self, x1, x2):
        h = torch.cat((self.stem_t1(x1), self.stem_t2(x2)), 1)
        return torch.sigmoid(self.trunk(h))
