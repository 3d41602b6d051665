import torch
from torch import nn
import torch.nn.functional as F


class Blur(nn.Module):
    def __init__(self, c):
        super().__init__()
        k = torch.tensor([1., 3., 3., 1.])
        k = k[:, None] * k[None]
        self.register_buffer("k", (k / k.sum()).expand(c, 1, 4, 4).contiguous())

    def forward(self, x):
        return F.conv2d(F.pad(x, (1, 2, 1, 2), mode="reflect"), self.k, stride=2, groups=x.shape[1])


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, 24, 3, 1, 1), nn.LeakyReLU(.2), Blur(24), nn.Conv2d(24, 48, 3, 1, 1), nn.InstanceNorm2d(48), nn.LeakyReLU(.2), Blur(48), nn.Conv2d(48, 1, 3, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.f(torch.cat([x1, x2], 1))
