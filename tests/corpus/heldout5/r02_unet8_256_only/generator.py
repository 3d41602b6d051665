"""The paper's eight-level U-Net, narrow; works at 256x256 only. Dropout in training mode."""
import torch
import torch.nn as nn


class Level(nn.Module):
    def __init__(self, outer, inner, sub=None, inp=None, outermost=False, dropout=False):
        super().__init__()
        inp = outer if inp is None else inp
        down = [nn.Conv2d(inp, inner, 4, 2, 1)]
        if not outermost:
            down.insert(0, nn.LeakyReLU(0.2, inplace=False))
        if sub is not None and not outermost:
            down.append(nn.BatchNorm2d(inner))
        up = [nn.ReLU(), nn.ConvTranspose2d(inner if sub is None else 2 * inner, outer, 4, 2, 1)]
        up.append(nn.Tanh() if outermost else nn.BatchNorm2d(outer))
        if dropout:
            up.append(nn.Dropout(0.5))
        self.outermost = outermost
        self.model = nn.Sequential(*down, *([sub] if sub is not None else []), *up)

    def forward(self, x):
        y = self.model(x)
        return y if self.outermost else torch.cat((x, y), 1)


class Generator(nn.Module):
    def __init__(self, ngf=12):
        super().__init__()
        block = Level(4 * ngf, 4 * ngf)
        for drop in (True, True, False):
            block = Level(4 * ngf, 4 * ngf, block, dropout=drop)
        for outer, inner in ((4, 4), (2, 4), (1, 2)):
            block = Level(outer * ngf, inner * ngf, block)
        self.model = Level(1, ngf, block, inp=1, outermost=True)

    def forward(self, x):
        return self.model(x)
