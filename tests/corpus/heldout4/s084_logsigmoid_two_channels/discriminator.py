import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """Outputs one channel for 'fake' and one for 'real'."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(2, 64, 4, 2, 1)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn = nn.BatchNorm2d(128)
        self.conv3 = nn.Conv2d(128, 2, 4, 1, 1)

    def forward(self, x1, x2):
        y = torch.cat((x1, x2), 1)
        y = F.leaky_relu(self.conv1(y), 0.2)
        y = F.leaky_relu(self.bn(self.conv2(y)), 0.2)
        return F.logsigmoid(self.conv3(y))
