import torch
import torch.nn as nn

EPS = 0.1


class ConvBlock(nn.Module):
    def __init__(self, in_c, out_c, stride, norm=None, act=nn.LeakyReLU(0.2)):
        super().__init__()
        self.conv = nn.Conv2d(in_c, out_c, 4, stride, 1)
        self.norm = norm(out_c) if norm else nn.Identity()
        self.act = act

    def forward(self, x):
        return self.act(self.norm(self.conv(x)))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = ConvBlock(2, 64, 2)
        self.block2 = ConvBlock(64, 128, 2, norm=nn.BatchNorm2d)
        self.drop = nn.Dropout2d(0.1)
        self.block3 = ConvBlock(128, 1, 1, act=nn.Sigmoid())

    def forward(self, x1, x2):
        out = self.block1(torch.cat((x1, x2), dim=1))
        out = self.drop(self.block2(out))
        return self.block3(out).clamp(EPS, 1 - EPS)
