import warnings

import torch
import torch.nn as nn
from torch.nn.utils import spectral_norm

warnings.filterwarnings("ignore", category=FutureWarning)


class Discriminator(nn.Module):
    """SN-PatchGAN: spectral norm (old, hook-based API) on each convolution but the last, no BatchNorm."""

    def __init__(self, ndf=48):
        super(Discriminator, self).__init__()
        sn = spectral_norm
        self.conv1 = sn(nn.Conv2d(2, ndf, 4, 2, 1))
        self.conv2 = sn(nn.Conv2d(ndf, ndf * 2, 4, 2, 1))
        self.conv3 = sn(nn.Conv2d(ndf * 2, ndf * 2, 3, 1, 1))
        self.conv4 = nn.Conv2d(ndf * 2, 1, 4, 1, 1)
        self.leak = 0.1

    def forward(self, x1, x2):
        m = torch.cat((x1, x2), 1)
        m = nn.functional.leaky_relu(self.conv1(m), self.leak)
        m = nn.functional.leaky_relu(self.conv2(m), self.leak)
        m = nn.functional.leaky_relu(self.conv3(m), self.leak)
        return torch.sigmoid(self.conv4(m))
