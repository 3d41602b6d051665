import torch
from torch import nn


class PatchGAN(nn.Module):
    def __init__(self, cin=2, widths=(64, 128, 256), k=4):
        super().__init__()
        layers = []
        for i, w in enumerate(widths):
            layers += [nn.Conv2d(cin, w, k, 2 if i < len(widths) - 1 else 1, 1, bias=i == 0)]
            layers += [nn.GroupNorm(16, w)] if i else []
            layers += [nn.LeakyReLU(0.2)]
            cin = w
        self.layers = nn.Sequential(*layers)
        self.logit = nn.Conv2d(cin, 1, k, 1, 1)

    def forward(self, x):
        return self.logit(self.layers(x))
