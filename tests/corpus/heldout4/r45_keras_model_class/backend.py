"""A few Keras-like layers, so that the models read as usual."""
import torch
from torch import nn


def Conv2D(cin, filters, kernel, strides=1, use_bias=True):
    layer = nn.Conv2d(cin, filters, kernel, strides, padding=(kernel - 1) // 2, bias=use_bias)
    nn.init.xavier_uniform_(layer.weight)          # glorot_uniform
    if use_bias:
        nn.init.zeros_(layer.bias)
    return layer


class UpSampling2D(nn.Module):
    def forward(self, x):
        return x.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)


class LayerNormalization(nn.Module):
    """over the channels, at each pixel"""

    def __init__(self, c, epsilon=1e-3):
        super().__init__()
        self.gamma, self.beta, self.epsilon = nn.Parameter(torch.ones(c, 1, 1)), nn.Parameter(torch.zeros(c, 1, 1)), epsilon

    def forward(self, x):
        var, mean = torch.var_mean(x, dim=1, keepdim=True, correction=0)
        return (x - mean) / torch.sqrt(var + self.epsilon) * self.gamma + self.beta


class Concatenate(nn.Module):
    def forward(self, xs):
        return torch.cat(xs, 1)
