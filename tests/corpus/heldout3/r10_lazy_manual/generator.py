import torch
from torch import nn


class Generator(nn.Module):
    """Lazy layers: input widths are found by one dry run in the constructor."""

    def __init__(self, base=32, depth=3):
        super().__init__()
        self.down = nn.ModuleList()
        for level in range(depth):
            self.down.append(nn.Sequential(
                nn.LazyConv2d(base << level, 4, 2, 1),
                nn.LazyBatchNorm2d() if level else nn.Identity(),
                nn.LeakyReLU(0.2)))
        self.up = nn.ModuleList()
        for level in reversed(range(depth)):
            last = level == 0
            self.up.append(nn.Sequential(
                nn.LazyConvTranspose2d(1 if last else base << (level - 1), 4, 2, 1),
                nn.Tanh() if last else nn.Sequential(nn.LazyBatchNorm2d(), nn.ReLU())))
        with torch.no_grad():
            self.eval()(torch.zeros(1, 1, 64, 64))
        self.train()

    def forward(self, x):
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
        x = skips.pop()
        for block in self.up:
            x = block(x)
            if skips:
                x = torch.cat((x, skips.pop()), dim=1)
        return x
