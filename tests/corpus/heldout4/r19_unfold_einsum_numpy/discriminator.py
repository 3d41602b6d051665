import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        shapes = [(32, 2, 4, 4), (64, 32, 4, 4), (128, 64, 4, 4), (1, 128, 4, 4)]
        self.w = nn.ParameterList([nn.Parameter(torch.randn(s) * (2 / (s[1] * 16)) ** 0.5) for s in shapes])
        self.b = nn.ParameterList([nn.Parameter(torch.zeros(s[0])) for s in shapes])

    def forward(self, x1, x2):
        x = torch.cat((x1, x2), 1)
        for i in range(3):
            x = F.leaky_relu(F.conv2d(x, self.w[i], self.b[i], stride=2, padding=1), 0.2)
        return torch.sigmoid(F.conv2d(x, self.w[3], self.b[3], padding=1))
