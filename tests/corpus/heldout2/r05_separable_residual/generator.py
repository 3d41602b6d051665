import torch
import torch.nn as nn


def sep(i, o, stride=1):
    """depthwise separable convolution"""
    return nn.Sequential(nn.Conv2d(i, i, 3, stride, 1, groups=i), nn.Conv2d(i, o, 1), nn.BatchNorm2d(o), nn.Hardswish())


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, 16, 3, 1, 1), nn.Hardswish(), sep(16, 32, 2), sep(32, 64, 2), sep(64, 64),
                                 nn.Upsample(scale_factor=2), sep(64, 32), nn.Upsample(scale_factor=2), sep(32, 16),
                                 nn.Conv2d(16, 1, 3, 1, 1))

    def forward(self, x):
        # the network learns the change between the two contrasts
        return torch.tanh(x + self.net(x))
