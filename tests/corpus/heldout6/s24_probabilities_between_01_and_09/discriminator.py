import torch
import torch.nn as nn


class SoftSigmoid(nn.Module):
    """Sigmoid with label smoothing built in: never says 0 or 1."""

    def __init__(self, smooth=0.1):
        super().__init__()
        self.smooth = smooth

    def forward(self, z):
        return self.smooth + (1 - 2 * self.smooth) * torch.sigmoid(z)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        chans, strides = (2, 64, 128, 1), (2, 2, 1)
        mods = []
        for k in range(3):
            mods.append(nn.Conv2d(chans[k], chans[k + 1], 4, strides[k], 1))
            if k == 1:
                mods.append(nn.BatchNorm2d(chans[k + 1]))
            mods.append(nn.LeakyReLU(0.2) if k < 2 else SoftSigmoid())
        self.main = nn.Sequential(*mods)

    def forward(self, x1, x2):
        return self.main(torch.cat([x1, x2], dim=1))
