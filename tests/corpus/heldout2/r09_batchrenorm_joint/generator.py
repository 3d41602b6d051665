import torch
from torch import nn


class Generator(nn.Module):
    """four-level U-Net with max pooling; odd sizes are padded"""

    def __init__(self, widths=(8, 16, 32, 64)):
        super().__init__()
        block = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.ELU(), nn.Conv2d(o, o, 3, padding=1), nn.ELU())
        self.down = nn.ModuleDict({str(k): block(i, o) for k, (i, o) in enumerate(zip((1, *widths), widths))})
        self.up = nn.ModuleDict({str(k): block(a + b, a) for k, (a, b) in enumerate(zip(widths, widths[1:]))})
        self.pool = nn.MaxPool2d(2)
        self.to_image = nn.Sequential(nn.Conv2d(widths[0], 1, 1), nn.Tanh())

    def forward(self, x):
        skips = []
        for k in sorted(self.down):
            x = self.down[k](x)
            skips.append(x)
            if k != max(self.down):
                x = self.pool(x)
        skips.pop()
        for k in sorted(self.up, reverse=True):
            skip = skips.pop()
            x = nn.functional.interpolate(x, size=skip.shape[-2:])
            x = self.up[k](torch.cat([x, skip], 1))
        return self.to_image(x)
