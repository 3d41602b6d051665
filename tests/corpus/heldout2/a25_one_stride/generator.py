import torch
from torch import nn


class Res(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(c, c, 3, 1, 1), nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, c, 3, 1, 1))

    def forward(self, x):
        return x + self.body(x)


class Generator(nn.Module):
    def __init__(self, ch=32, n_blocks=3):
        super().__init__()
        self.stem = nn.Conv2d(1, ch, 5, 1, 2)
        self.down1 = nn.Conv2d(ch, ch, 4, 2, 1)
        self.down2 = nn.Conv2d(ch, ch, 3, 1, 1)
        self.blocks = nn.ModuleList([Res(ch) for _ in range(n_blocks)])
        self.up1 = nn.ConvTranspose2d(ch, ch, 2, 2)
        self.up2 = nn.Conv2d(ch, ch, 3, 1, 1)
        self.last = nn.Conv2d(ch, 1, 3, 1, 1)

    def forward(self, x):
        h = torch.relu(self.stem(x))
        h = torch.relu(self.down1(h))
        h = torch.relu(self.down2(h))
        for blk in self.blocks:
            h = blk(h)
        h = torch.relu(self.up1(h))
        h = torch.relu(self.up2(h))
        return self.last(h).tanh()
