import torch
import torch.nn as nn


class MinibatchStd(nn.Module):
    """per position standard deviation over the batch, as one more channel"""

    def forward(self, x):
        var = x.var(dim=0, unbiased=False, keepdim=True)
        s = (var + 1e-8).sqrt().mean(dim=1, keepdim=True)
        return torch.cat([x, s.expand(x.size(0), -1, -1, -1)], 1)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(2, 32, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.LeakyReLU(0.2))
        self.mbstd = MinibatchStd()
        self.final = nn.Sequential(nn.Conv2d(129, 64, 3, 1, 1), nn.LeakyReLU(0.2), nn.Conv2d(64, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.final(self.mbstd(self.conv(torch.cat([x1, x2], 1))))
