# 生成器:U-Net + CBAM 注意力
import torch
import torch.nn as nn


class ChannelAttention(nn.Module):
    """通道注意力"""

    def __init__(self, in_planes, ratio=8):
        super(ChannelAttention, self).__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.max_pool = nn.AdaptiveMaxPool2d(1)
        self.fc = nn.Sequential(nn.Conv2d(in_planes, in_planes // ratio, 1, bias=False), nn.ReLU(),
                                nn.Conv2d(in_planes // ratio, in_planes, 1, bias=False))
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        return self.sigmoid(self.fc(self.avg_pool(x)) + self.fc(self.max_pool(x)))


class SpatialAttention(nn.Module):
    """空间注意力"""

    def __init__(self, kernel_size=7):
        super(SpatialAttention, self).__init__()
        self.conv1 = nn.Conv2d(2, 1, kernel_size, padding=kernel_size // 2, bias=False)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        avg_out = torch.mean(x, dim=1, keepdim=True)
        max_out, _ = torch.max(x, dim=1, keepdim=True)
        return self.sigmoid(self.conv1(torch.cat([avg_out, max_out], dim=1)))


class CBAM(nn.Module):
    def __init__(self, c):
        super(CBAM, self).__init__()
        self.ca = ChannelAttention(c)
        self.sa = SpatialAttention()

    def forward(self, x):
        x = self.ca(x) * x
        x = self.sa(x) * x
        return x


class Generator(nn.Module):
    def __init__(self, 基数=32):
        super(Generator, self).__init__()
        n = 基数
        self.下1 = nn.Sequential(nn.Conv2d(1, n, 4, 2, 1), nn.LeakyReLU(0.2))
        self.下2 = nn.Sequential(nn.Conv2d(n, n * 2, 4, 2, 1), nn.BatchNorm2d(n * 2), nn.LeakyReLU(0.2))
        self.下3 = nn.Sequential(nn.Conv2d(n * 2, n * 4, 4, 2, 1), nn.BatchNorm2d(n * 4), nn.LeakyReLU(0.2))
        self.注意力 = CBAM(n * 4)
        self.上3 = nn.Sequential(nn.ConvTranspose2d(n * 4, n * 2, 4, 2, 1), nn.BatchNorm2d(n * 2), nn.ReLU())
        self.上2 = nn.Sequential(nn.ConvTranspose2d(n * 4, n, 4, 2, 1), nn.BatchNorm2d(n), nn.ReLU())
        self.上1 = nn.Sequential(nn.ConvTranspose2d(n * 2, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x):
        a = self.下1(x)
        b = self.下2(a)
        c = self.注意力(self.下3(b))
        y = self.上3(c)
        y = self.上2(torch.cat((y, b), 1))
        y = self.上1(torch.cat((y, a), 1))
        return y
