import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self, base=64):
        super().__init__()
        self.conv1 = nn.Conv2d(1, base, 4, 2, 1)
        self.conv2 = nn.Conv2d(base, base * 2, 4, 2, 1)
        self.bn2 = nn.BatchNorm2d(base * 2)
        self.deconv1 = nn.ConvTranspose2d(base * 2, base, 4, 2, 1)
        self.bn3 = nn.BatchNorm2d(base)
        self.deconv2 = nn.ConvTranspose2d(base, 1, 4, 2, 1)
        self.tanh = nn.Tanh()

    def forward(self, x):
        x = F.leaky_relu(self.conv1(x), 0.2)
        x = F.leaky_relu(self.bn2(self.conv2(x)), 0.2)
        x = F.relu(self.bn3(self.deconv1(x)))
        x = self.deconv2(x)
        return x
