"""Functional: weights in a ParameterDict, the network as a plain function of them."""
import math
import torch
import torch.nn.functional as F
from torch import nn


def new_weight(*shape):
    w = torch.empty(*shape)
    nn.init.kaiming_uniform_(w, a=math.sqrt(5))
    return w.requires_grad_()


def network(p, x):
    x = F.leaky_relu(F.conv2d(x, p["w1"], p["b1"], stride=2, padding=1), 0.2)
    x = F.leaky_relu(F.group_norm(F.conv2d(x, p["w2"], p["b2"], stride=2, padding=1), 8, p["g2"], p["s2"]), 0.2)
    x = F.relu(F.group_norm(F.conv_transpose2d(x, p["w3"], p["b3"], stride=2, padding=1), 8, p["g3"], p["s3"]))
    x = F.conv_transpose2d(x, p["w4"], p["b4"], stride=2, padding=1)
    return torch.tanh(x)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        zeros, ones = (lambda n: torch.zeros(n).requires_grad_()), (lambda n: torch.ones(n).requires_grad_())
        self.p = dict({
            "w1": new_weight(64, 1, 4, 4), "b1": zeros(64),
            "w2": new_weight(128, 64, 4, 4), "b2": zeros(128), "g2": ones(128), "s2": zeros(128),
            "w3": new_weight(128, 64, 4, 4), "b3": zeros(64), "g3": ones(64), "s3": zeros(64),
            "w4": new_weight(64, 1, 4, 4), "b4": zeros(1),
        })

    def forward(self, x):
        return network(self.p, x)
