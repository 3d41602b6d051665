import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def weight(*shape):
    fan = shape[1] * shape[2] * shape[3]
    return nn.Parameter(torch.randn(*shape) * math.sqrt(2.0 / fan))


class Generator(nn.Module):
    """Functional style: bare parameters, F.conv2d."""

    def __init__(self):
        super().__init__()
        self.w1, self.b1 = weight(32, 1, 4, 4), nn.Parameter(torch.zeros(32))
        self.w2, self.b2 = weight(64, 32, 4, 4), nn.Parameter(torch.zeros(64))
        self.g2, self.o2 = nn.Parameter(torch.ones(64)), nn.Parameter(torch.zeros(64))
        self.w3, self.b3 = weight(64, 32, 4, 4), nn.Parameter(torch.zeros(32))
        self.g3, self.o3 = nn.Parameter(torch.ones(32)), nn.Parameter(torch.zeros(32))
        self.w4, self.b4 = weight(32, 1, 4, 4), nn.Parameter(torch.zeros(1))

    def forward(self, x):
        x = F.leaky_relu(F.conv2d(x, self.w1, self.b1, stride=2, padding=1), 0.2)
        x = F.conv2d(x, self.w2, self.b2, stride=2, padding=1)
        x = F.leaky_relu(F.instance_norm(x, weight=self.g2, bias=self.o2), 0.2)
        x = F.conv_transpose2d(x, self.w3, self.b3, stride=2, padding=1)
        x = F.relu(F.instance_norm(x, weight=self.g3, bias=self.o3))
        x = F.conv_transpose2d(x, self.w4, self.b4, stride=2, padding=1)
        return torch.tanh(x)
