import torch
from torch import nn


class ReZero(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(c, c, 3, padding=1), nn.SELU(), nn.Conv2d(c, c, 3, padding=1))
        self.alpha = nn.Parameter(torch.zeros(()))          # every block begins as the identity

    def forward(self, x):
        return x + self.alpha * self.f(x)


class Generator(nn.Module):
    """normaliser-free, SELU, ReZero; the last convolution starts from zero (an all grey picture)"""

    def __init__(self, c=48, depth=6):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, c, 4, 2, 1), nn.SELU(), nn.Conv2d(c, c, 4, 2, 1), nn.SELU())
        self.body = nn.Sequential(*[ReZero(c) for _ in range(depth)])
        self.up = nn.Sequential(nn.ConvTranspose2d(c, c, 4, 2, 1), nn.SELU(), nn.ConvTranspose2d(c, c // 2, 4, 2, 1), nn.SELU())
        self.last = nn.Conv2d(c // 2 + 1, 1, 3, padding=1)
        for m in self.modules():
            if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.kaiming_normal_(m.weight, nonlinearity='linear')
                nn.init.zeros_(m.bias)
        nn.init.zeros_(self.last.weight)

    def forward(self, x):
        return torch.tanh(self.last(torch.cat([self.up(self.body(self.down(x))), x], 1)))
