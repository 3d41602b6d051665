import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.conv1 = nn.Conv2d(2, 64, 4, 2, 1)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn = nn.BatchNorm2d(128)
        self.conv3 = nn.Conv2d(128, 1, 4, 1, 1)
        self.lrelu = nn.LeakyReLU(0.2)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], 1)
        x = self.lrelu(self.conv1(x))
        x = self.lrelu(self.bn(self.conv2(x)))
        x = self.sigmoid(self.conv3(x))
        return x
