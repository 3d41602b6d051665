"""A small ResNet: four residual blocks at H/4, and the way up by enlarging and convolving.

A block adds 16 pixels to the field of view, and Upsample + convolution leaves no checkerboard.
"""
from torch import nn


def block(inputs, outputs, kernel, stride, padding):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, padding),
                         nn.InstanceNorm2d(outputs, affine=True), nn.ReLU())


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layers = nn.Sequential(block(width, width, 3, 1, 1), nn.Conv2d(width, width, 3, 1, 1),
                                    nn.InstanceNorm2d(width, affine=True))

    def forward(self, x):
        return x + self.layers(x)


class Generator(nn.Module):
    """(N, 1, H, W) -> (N, 1, H, W) in [-1, 1]; H and W multiples of 4."""

    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            block(1, 32, 4, 2, 1),                       # (N, 32, H/2, W/2)
            block(32, 64, 4, 2, 1),                      # (N, 64, H/4, W/4)
            *[Residual(64) for _ in range(4)],
            nn.Upsample(scale_factor=2), block(64, 32, 3, 1, 1),
            nn.Upsample(scale_factor=2), block(32, 16, 3, 1, 1),
            nn.Conv2d(16, 1, 3, 1, 1), nn.Tanh())        # (N,  1, H,   W)

    def forward(self, x):
        return self.model(x)
