"""Forward hooks do the activations."""
import torch
import torch.nn.functional as F
from torch import nn


def _leaky(module, args, output):
    return F.leaky_relu(output, 0.2)


def _relu(module, args, output):
    return F.relu(output)


def _tanh(module, args, output):
    return torch.tanh(output)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(1, 32, 4, 2, 1)
        self.c2 = nn.Conv2d(32, 64, 4, 2, 1)
        self.b2 = nn.BatchNorm2d(64)
        self.t1 = nn.ConvTranspose2d(64, 32, 4, 2, 1)
        self.b1 = nn.BatchNorm2d(32)
        self.t2 = nn.ConvTranspose2d(32, 1, 4, 2, 1)
        self.c1.register_forward_hook(_leaky)
        self.b2.register_forward_hook(_leaky)
        self.b1.register_forward_hook(_relu)
        self.t2.register_forward_hook(_tanh)

    def forward(self, x):
        for name in "c1 c2 b2 t1 b1 t2".split():
            x = getattr(self, name)(x)
        return x
