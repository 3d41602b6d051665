"""Custom autograd activation. La fonction d'activation est écrite à la main (exercice du cours précédent)."""
import torch
from torch import nn


class _Leaky(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, slope):
        ctx.save_for_backward(x)
        ctx.slope = slope
        return torch.where(x > 0, x, slope * x)

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return None, None


class Leaky(nn.Module):
    def __init__(self, slope=0.2):
        super().__init__()
        self.slope = slope

    def forward(self, x):
        return _Leaky.apply(x, self.slope)


class Generator(nn.Sequential):
    def __init__(self):
        couches = [
            nn.Conv2d(1, 64, 4, stride=2, padding=1), Leaky(),
            nn.Conv2d(64, 128, 4, stride=2, padding=1), nn.BatchNorm2d(128), Leaky(),
            nn.ConvTranspose2d(128, 64, 4, stride=2, padding=1), nn.BatchNorm2d(64), Leaky(0.0),
            nn.ConvTranspose2d(64, 1, 4, stride=2, padding=1), nn.Tanh(),
        ]
        super().__init__(*couches)
