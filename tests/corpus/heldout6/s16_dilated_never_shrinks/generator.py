import torch
import torch.nn as nn


class Generator(nn.Module):
    """Dilated convolutions see as far as strided ones but lose no detail."""

    def __init__(self):
        super().__init__()
        widths = [1, 16, 32, 32, 16]
        rates = [1, 2, 4, 8]
        stages = []
        for cin, cout, r in zip(widths, widths[1:], rates):
            stages += [nn.Conv2d(cin, cout, 3, padding=r, dilation=r), nn.BatchNorm2d(cout), nn.LeakyReLU(0.2)]
        self.body = nn.Sequential(*stages)
        self.to_grey = nn.Conv2d(widths[-1], 1, 3, padding=1)

    def forward(self, x):
        return torch.tanh(self.to_grey(self.body(x)))
