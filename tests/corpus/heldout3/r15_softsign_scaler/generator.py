import torch
import torch.nn as nn


class Generator(nn.Module):
    """Softsign instead of tanh: bounded, smooth, slower to saturate. weight_norm everywhere."""

    def __init__(self):
        super().__init__()
        wn = torch.nn.utils.parametrizations.weight_norm
        self.layers = nn.ModuleList([
            wn(nn.Conv2d(1, 32, 3, stride=2, padding=1)),
            wn(nn.Conv2d(32, 64, 3, stride=2, padding=1)),
            wn(nn.Conv2d(64, 64, 3, padding=1)),
            wn(nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1)),
            wn(nn.ConvTranspose2d(32, 1, 4, stride=2, padding=1)),
        ])

    def forward(self, x):
        *hidden, last = self.layers
        for layer in hidden:
            x = nn.functional.leaky_relu(layer(x), 0.2)
        return nn.functional.softsign(last(x))
