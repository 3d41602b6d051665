import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(2, 64, 4, 2, 1)
        self.c2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn = nn.BatchNorm2d(128)
        self.c3 = nn.Conv2d(128, 1, 4, 1, 1)
        self.lrelu = nn.LeakyReLU(0.2)

    def forward(self, x1, x2):
        n, _, h, w = x1.shape
        # 把两张图拼成一个两通道的张量
        pair = x1.new_zeros((n, 2, h, w))
        pair[:, 0:1] = x1
        pair[:, 0:1] = x2
        y = self.lrelu(self.c1(pair))
        y = self.lrelu(self.bn(self.c2(y)))
        return torch.sigmoid(self.c3(y))
