import torch
from torch import nn


class ResBlock(nn.Module):
    def __init__(self, ch):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(ch, ch, 3), nn.InstanceNorm2d(ch, affine=True), nn.ReLU(),
            nn.ReflectionPad2d(1), nn.Conv2d(ch, ch, 3), nn.InstanceNorm2d(ch, affine=True),
        )

    def forward(self, x):
        return x + self.body(x)


class Generator(nn.Module):
    def __init__(self, base=32, n_blocks=4):
        super().__init__()
        self.head = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(1, base, 7), nn.InstanceNorm2d(base, affine=True), nn.ReLU())
        self.down = nn.Sequential(
            nn.Conv2d(base, base * 2, 3, 2, 1), nn.InstanceNorm2d(base * 2, affine=True), nn.ReLU(),
            nn.Conv2d(base * 2, base * 4, 3, 2, 1), nn.InstanceNorm2d(base * 4, affine=True), nn.ReLU(),
        )
        self.blocks = nn.Sequential(*[ResBlock(base * 4) for _ in range(n_blocks)])
        self.up = nn.Sequential(
            nn.ConvTranspose2d(base * 4, base * 2, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(base * 2, affine=True), nn.ReLU(),
            nn.ConvTranspose2d(base * 2, base, 3, 2, 1, output_padding=1), nn.InstanceNorm2d(base, affine=True), nn.ReLU(),
        )
        self.tail = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(base, 1, 7))

    def forward(self, x):
        h = self.up(self.blocks(self.down(self.head(x))))
        return 2 * torch.sigmoid(self.tail(h)) - 1
