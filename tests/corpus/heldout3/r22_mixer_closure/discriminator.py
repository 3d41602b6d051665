"""SAGAN-like discriminator: self-attention at an eighth of the resolution."""
import torch
import torch.nn as nn


class SelfAttention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.q, self.k, self.v = nn.Conv2d(c, c // 8, 1), nn.Conv2d(c, c // 8, 1), nn.Conv2d(c, c, 1)
        self.gamma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        n, c, h, w = x.size()
        q = self.q(x).view(n, -1, h * w).permute(0, 2, 1)
        k = self.k(x).view(n, -1, h * w)
        attention = torch.bmm(q, k).softmax(dim=-1)
        v = self.v(x).view(n, -1, h * w)
        return x + self.gamma * torch.bmm(v, attention.permute(0, 2, 1)).view(n, c, h, w)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(2, 16, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(16, 32, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2), SelfAttention(64), nn.Conv2d(64, 1, 3, 1, 1))

    def forward(self, x1, x2):
        return self.net(torch.cat([x1, x2], dim=1)).sigmoid()
