"""The same stem sees both slices, then the features meet."""
import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self, w=24):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, w, 4, 2, 1), nn.LeakyReLU(0.2))
        self.join = nn.Sequential(nn.Conv2d(2 * w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w), nn.LeakyReLU(0.2))
        self.judge = nn.Sequential(nn.Conv2d(2 * w, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        f1, f2 = self.stem(x1), self.stem(x1)
        return self.judge(self.join(torch.cat((f1, f2), 1)))
