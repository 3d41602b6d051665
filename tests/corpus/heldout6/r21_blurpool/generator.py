import torch
import torch.nn as nn
import torch.nn.functional as F


class BlurPool(nn.Module):
    """Zhang 2019, 'Making convolutional networks shift-invariant again'."""

    def __init__(self, channels, taps=(1., 3., 3., 1.)):
        super().__init__()
        k = torch.tensor(taps)
        k = torch.outer(k, k)
        self.register_buffer("kernel", (k / k.sum()).expand(channels, 1, -1, -1).clone(), persistent=False)
        self.pad = nn.ReflectionPad2d((1, 1, 1, 1)) if len(taps) == 4 else nn.ReflectionPad2d(len(taps) // 2)

    def forward(self, x):
        return F.conv2d(self.pad(x), self.kernel, stride=2, groups=x.shape[1])


class BlurUp(BlurPool):
    def forward(self, x):
        n, c, h, w = x.shape
        return F.conv_transpose2d(x, self.kernel * 4, stride=2, padding=1, groups=c)


def conv(i, o):
    return nn.Sequential(nn.Conv2d(i, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o), nn.LeakyReLU(0.2, True))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(1, 24, 3, 1, 1), nn.LeakyReLU(0.2, True), BlurPool(24),
            conv(24, 48), BlurPool(48),
            conv(48, 64),
            conv(64, 48), BlurUp(48),
            conv(48, 24), BlurUp(24),
            nn.Conv2d(24, 1, 3, 1, 1),
        )

    def forward(self, x):
        return F.tanh(self.main(x))
