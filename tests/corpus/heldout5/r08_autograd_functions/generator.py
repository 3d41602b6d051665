"""Activations written as autograd Functions."""
import torch
from torch import nn
from torch.autograd import Function


class _Tanh(Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        y, = ctx.saved_tensors
        return g * (1 - y * y)


class _Leaky(Function):
    @staticmethod
    def forward(ctx, x, slope):
        pos = x > 0
        ctx.save_for_backward(pos)
        ctx.slope = slope
        return torch.where(pos, x, x * slope)

    @staticmethod
    def backward(ctx, g):
        pos, = ctx.saved_tensors
        return torch.where(pos, g, g * ctx.slope), None


class Act(nn.Module):
    def __init__(self, slope):
        super().__init__()
        self.slope = slope

    def forward(self, x):
        return _Leaky.apply(x, self.slope)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), Act(0.2),
                                  nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64), Act(0.2))
        self.up = nn.Sequential(nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.BatchNorm2d(32), Act(0.0),
                                nn.ConvTranspose2d(32, 1, 4, 2, 1))

    def forward(self, x):
        return _Tanh.apply(self.up(self.down(x)))


if __name__ == "__main__":
    import sys
    print("run by", sys.argv[0])
