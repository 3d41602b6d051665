import torch
from torch import nn
import torch.nn.functional as F


class Res(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.a, self.b, self.s = nn.Conv2d(i, o, 3, 1, 1), nn.Conv2d(o, o, 3, 1, 1), nn.Conv2d(i, o, 1)

    def forward(self, x):
        return F.avg_pool2d(self.s(x) + self.b(F.leaky_relu(self.a(F.leaky_relu(x, .2)), .2)), 2)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, 16, 3, 1, 1), Res(16, 32), Res(32, 48), nn.LeakyReLU(.2), nn.Conv2d(48, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.f(torch.cat([x1, x2], 1))
