import torch
import torch.nn as nn

from generator import ConvBlock      # the same block as in the attention U-Net


class Discriminator(nn.Module):
    def __init__(self, n1=16):
        super(Discriminator, self).__init__()
        self.Maxpool = nn.MaxPool2d(2)
        self.Conv1 = ConvBlock(2, n1)
        self.Conv2 = ConvBlock(n1, n1 * 2)
        self.Conv3 = ConvBlock(n1 * 2, n1 * 4)
        self.Conv = nn.Conv2d(n1 * 4, 1, kernel_size=3, stride=1, padding=1)
        self.active = nn.Sigmoid()

    def forward(self, x1, x2):
        x = torch.cat((x1, x2), dim=1)
        x = self.Maxpool(self.Conv1(x))
        x = self.Maxpool(self.Conv2(x))
        x = self.Conv3(x)
        return self.active(self.Conv(x))
