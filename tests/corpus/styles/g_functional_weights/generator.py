import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        shapes = {"a": (32, 1, 4, 4), "b": (64, 32, 4, 4), "c": (64, 32, 4, 4), "d": (32, 1, 4, 4)}
        self.w = nn.ParameterDict({k: nn.Parameter(torch.randn(s) * (2 / (s[1] * 16)) ** 0.5) for k, s in shapes.items()})
        self.b = nn.ParameterList([nn.Parameter(torch.zeros(n)) for n in (32, 64, 32, 1)])

    def forward(self, x):
        x = F.leaky_relu(F.conv2d(x, self.w["a"], self.b[0], 2, 1), 0.2)
        x = F.leaky_relu(F.conv2d(x, self.w["b"], self.b[1], 2, 1), 0.2)
        x = F.relu(F.conv_transpose2d(x, self.w["c"], self.b[2], 2, 1))
        return F.conv_transpose2d(x, self.w["d"], self.b[3], 2, 1).tanh()
