import torch
import torch.nn as nn
from generator import downsample, init_normal


class Discriminator(nn.Module):
    """TF tutorial: down1..3, zero_pad, conv(512, 4, s1), bn, zero_pad, conv(1) -> 30x30"""

    def __init__(self):
        super().__init__()
        self.down1 = downsample(2, 32, 4, False)
        self.down2 = downsample(32, 64, 4)
        self.down3 = downsample(64, 128, 4)
        self.zero_pad1 = nn.ZeroPad2d(1)
        self.conv = nn.Conv2d(128, 256, 4, stride=1, bias=False)
        self.batchnorm1 = nn.BatchNorm2d(256)
        self.leaky_relu = nn.LeakyReLU(0.3)
        self.zero_pad2 = nn.ZeroPad2d(1)
        self.last = nn.Conv2d(256, 1, 4, stride=1)
        self.apply(init_normal)

    def forward(self, x1, x2):
        x = torch.concat([x1, x2], dim=1)
        x = self.down3(self.down2(self.down1(x)))
        x = self.leaky_relu(self.batchnorm1(self.conv(self.zero_pad1(x))))
        return torch.sigmoid(self.last(self.zero_pad2(x)))
