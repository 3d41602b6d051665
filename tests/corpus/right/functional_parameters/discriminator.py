import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.k1 = nn.Parameter(0.05 * torch.randn(48, 2, 4, 4))
        self.k2 = nn.Parameter(0.05 * torch.randn(96, 48, 4, 4))
        self.k3 = nn.Parameter(0.05 * torch.randn(1, 96, 4, 4))
        self.bias = nn.ParameterList([nn.Parameter(torch.zeros(n)) for n in (48, 96, 1)])

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], 1)
        h = F.leaky_relu(F.conv2d(h, self.k1, self.bias[0], 2, 1), 0.2)
        h = F.leaky_relu(F.conv2d(h, self.k2, self.bias[1], 2, 1), 0.2)
        return torch.sigmoid(F.conv2d(h, self.k3, self.bias[2], 1, 1))
