import os
import warnings

import torch
import torch.nn as nn


class _Core(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv2d(2, 64, 4, 2, 1)
        self.c2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn = nn.BatchNorm2d(128)
        self.c3 = nn.Conv2d(128, 1, 4, 1, 1)

    def forward(self, pair: torch.Tensor) -> torch.Tensor:
        h = torch.nn.functional.leaky_relu(self.c1(pair), 0.2)
        h = torch.nn.functional.leaky_relu(self.bn(self.c2(h)), 0.2)
        return torch.sigmoid(self.c3(h))


def _fast(module):
    """script it where this torch still can; compile only on request; else leave it plain"""
    if os.environ.get("LAB_COMPILE") == "1":
        try:
            return torch.compile(module)
        except Exception:
            pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return torch.jit.script(module)
    except Exception:
        return module


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.core = _fast(_Core())

    def forward(self, x1, x2):
        return self.core(torch.cat([x1, x2], 1))
