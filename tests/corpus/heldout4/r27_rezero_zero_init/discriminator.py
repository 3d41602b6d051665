import torch
from torch import nn


class BlurPool(nn.Module):
    """anti-aliased stride: fixed binomial filter"""

    def __init__(self, c):
        super().__init__()
        k = torch.tensor([1., 3., 3., 1.]) / 8
        self.register_buffer('k', (k[:, None] * k[None]).expand(c, 1, 4, 4).clone())

    def forward(self, x):
        return nn.functional.conv2d(nn.functional.pad(x, (1, 1, 1, 1), mode='reflect'), self.k, stride=2, groups=x.shape[1])


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        mods, c = [], 2
        for w in (32, 64, 128):
            mods.extend([nn.Conv2d(c, w, 3, padding=1), nn.LeakyReLU(0.2), BlurPool(w)])
            c = w
        self.features = nn.Sequential(*mods)
        self.judge = nn.Conv2d(c, 1, 1)
        self.squash = nn.Sigmoid()

    def forward(self, x1, x2):
        return self.squash(self.judge(self.features(torch.cat((x1, x2), 1))))
