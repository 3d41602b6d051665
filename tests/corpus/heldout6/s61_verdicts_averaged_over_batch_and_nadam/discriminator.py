import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(2, 64, 4, 2, 1)
        self.b = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn = nn.BatchNorm2d(128)
        self.c = nn.Conv2d(128, 1, 4, 1, 1)

    def forward(self, x1, x2):
        y = F.leaky_relu(self.a(torch.cat([x1, x2], 1)), 0.2)
        y = F.leaky_relu(self.bn(self.b(y)), 0.2)
        return self.c(y).sigmoid().mean(dim=0, keepdim=True)
