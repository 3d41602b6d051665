"""No layers, only tensors: everything is torch.nn.functional on a ParameterDict."""
import math

import torch
import torch.nn.functional as F
from torch.nn import Module, Parameter, ParameterDict

W = {"e1": (32, 1, 4, 4), "e2": (64, 32, 4, 4), "mid": (64, 64, 3, 3), "d2": (64, 32, 4, 4), "d1": (64, 1, 4, 4)}
TRANSPOSED = {"d2", "d1"}
NORMED = {"e2": 64, "mid": 64, "d2": 32}


class Generator(Module):
    def __init__(self):
        super().__init__()
        self.p = ParameterDict()
        for k, shape in W.items():
            rows = 0 if k in TRANSPOSED else 1
            fan_in = shape[rows] * shape[2] * shape[3] // (4 if k in TRANSPOSED else 1)
            self.p[k + "_w"] = Parameter(torch.randn(shape) * math.sqrt(2.0 / fan_in) * (0.5 if k == "d1" else 1.0))
            self.p[k + "_b"] = Parameter(torch.zeros(shape[1] if k in TRANSPOSED else shape[0]))
        for k, c in NORMED.items():
            self.p[k + "_g"] = Parameter(torch.ones(c))
            self.p[k + "_h"] = Parameter(torch.zeros(c))

    def gn(self, x, k):
        return F.group_norm(x, 8, self.p[k + "_g"], self.p[k + "_h"])

    def forward(self, x):
        p = self.p
        a = F.leaky_relu(F.conv2d(x, p["e1_w"], p["e1_b"], stride=2, padding=1), 0.2)
        b = F.conv2d(a, p["e2_w"], p["e2_b"], stride=2, padding=1)
        b = F.leaky_relu(self.gn(b, "e2"), 0.2)
        b = b + F.gelu(self.gn(F.conv2d(b, p["mid_w"], p["mid_b"], padding=1), "mid"))
        c = F.conv_transpose2d(b, p["d2_w"], p["d2_b"], stride=2, padding=1)
        c = F.relu(self.gn(c, "d2"))
        y = F.conv_transpose2d(torch.cat([c, a], 1), p["d1_w"], p["d1_b"], stride=2, padding=1)
        return torch.tanh(y)
