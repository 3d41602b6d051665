from collections import OrderedDict
import torch.nn as nn


def block(name, conv, norm=None, act=None):
    parts = OrderedDict()
    parts[name + '_conv'] = conv
    if act is not None:
        parts[name + '_act'] = act
    if norm is not None:
        parts[name + '_norm'] = norm
    return nn.Sequential(parts)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        lk = lambda: nn.LeakyReLU(0.2)
        self.blocks = nn.ModuleList([
            block('enc1', nn.Conv2d(1, 64, 4, 2, 1), act=lk()),
            block('enc2', nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), lk()),
            block('dec1', nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU()),
            block('dec2', nn.ConvTranspose2d(64, 1, 4, 2, 1), nn.BatchNorm2d(1), nn.Tanh()),
        ])

    def forward(self, x):
        for b in self.blocks:
            x = b(x)
        return x
