import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """Written with torch.nn.functional only."""

    def __init__(self):
        super().__init__()
        def w(o, i):
            return torch.empty(o, i, 4, 4).normal_(0, 0.02)
        self.w1 = w(64, 2)
        self.w2 = w(128, 64)
        self.w3 = w(1, 128)
        self.bn = nn.BatchNorm2d(128)

    def forward(self, x1, x2):
        x = torch.cat((x1, x2), 1)
        x = F.leaky_relu(F.conv2d(x, self.w1.to(x), stride=2, padding=1), 0.2)
        x = F.leaky_relu(self.bn(F.conv2d(x, self.w2.to(x), stride=2, padding=1)), 0.2)
        return torch.sigmoid(F.conv2d(x, self.w3.to(x), stride=1, padding=1))
