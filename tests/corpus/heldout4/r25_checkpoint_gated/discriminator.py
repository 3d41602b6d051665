import torch
import torch.nn as nn


class SelfAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.q, self.k, self.v = nn.Conv2d(c, c // 8, 1), nn.Conv2d(c, c // 8, 1), nn.Conv2d(c, c, 1)
        self.gamma = nn.Parameter(torch.full((1,), 0.1))

    def forward(self, x):
        n, c, h, w = x.shape
        att = torch.softmax(torch.bmm(self.q(x).flatten(2).transpose(1, 2), self.k(x).flatten(2)), dim=-1)
        out = torch.bmm(self.v(x).flatten(2), att.transpose(1, 2)).view(n, c, h, w)
        return x + self.gamma * out


class Discriminator(nn.Module):
    """SAGAN-like patch discriminator"""

    def __init__(self, c=32):
        super().__init__()
        self.a = nn.Sequential(nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(0.1), nn.Conv2d(c, 2 * c, 4, 2, 1), nn.LeakyReLU(0.1),
                               nn.Conv2d(2 * c, 4 * c, 4, 2, 1), nn.LeakyReLU(0.1))
        self.att = SelfAttention(4 * c)
        self.b = nn.Sequential(nn.Conv2d(4 * c, 4 * c, 4, 2, 1), nn.LeakyReLU(0.1), nn.Conv2d(4 * c, 1, 3, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.b(self.att(self.a(torch.cat((x1, x2), dim=1))))
