import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(2, 32, 4, 2, 1)
        self.c2 = nn.Conv2d(32, 64, 4, 2, 1)
        self.b2 = nn.BatchNorm2d(64)
        self.c3 = nn.Conv2d(64, 128, 4, 2, 1)
        self.b3 = nn.BatchNorm2d(128)
        self.c4 = nn.Conv2d(128, 1, 4, 2, 1)          # 16x16 patches
        self.lrelu = nn.LeakyReLU(0.2)
        self.sig = nn.Sigmoid()

    def forward(self, x1, x2):
        pair = x1.new_empty(x1.size(0), 2, x1.size(2), x1.size(3))
        pair[:, :1], pair[:, 1:] = x1, x2
        h = self.lrelu(self.c1(pair))
        h = self.lrelu(self.b2(self.c2(h)))
        h = self.lrelu(self.b3(self.c3(h)))
        return self.sig(self.c4(h))
