from torch import nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.c1, self.n1 = nn.Conv2d(n, n, 3, padding=1), nn.BatchNorm2d(n)
        self.c2, self.n2 = nn.Conv2d(n, n, 3, padding=1), nn.BatchNorm2d(n)

    def forward(self, x):
        h = F.relu(self.n1(self.c1(x)))
        h = self.n2(self.c2(h))
        return F.relu(x + h)


class Generator(nn.Module):
    def __init__(self, blocks=4):
        super().__init__()
        self.inp = nn.Conv2d(1, 64, 4, 2, 1)
        self.down = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn = nn.BatchNorm2d(128)
        self.blocks = nn.ModuleList(Residual(128) for _ in range(blocks))
        self.up = nn.Sequential(
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv2d(128, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(),
            nn.Upsample(scale_factor=2, mode="nearest"),
            nn.Conv2d(64, 1, 3, padding=1), nn.Tanh(),
        )

    def forward(self, x):
        h = F.leaky_relu(self.inp(x), 0.2)
        h = F.leaky_relu(self.bn(self.down(h)), 0.2)
        for block in self.blocks:
            block(h)
        return self.up(h)
