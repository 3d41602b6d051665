"""The decoder uses the encoder's kernels (tied, as in an autoencoder); one residual block serves three times."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self, w=40):
        super().__init__()
        self.enc1 = nn.Conv2d(1, w, 4, 2, 1)
        self.enc2 = nn.Conv2d(w, 2 * w, 4, 2, 1, bias=False)
        self.bn_e = nn.BatchNorm2d(2 * w)
        self.res = nn.Conv2d(2 * w, 2 * w, 3, 1, 1)
        self.bn_d = nn.BatchNorm2d(w)
        self.out_bias = nn.Parameter(torch.zeros(1))
        self.dec2 = nn.ConvTranspose2d(2 * w, w, 4, 2, 1, bias=False)
        self.dec2.weight = self.enc2.weight          # the same Parameter
        for m in (self.enc1, self.enc2, self.res):
            nn.init.normal_(m.weight, 0.0, 0.05)

    def forward(self, x):
        h = F.leaky_relu(self.enc1(x), 0.2)
        h = F.leaky_relu(self.bn_e(self.enc2(h)), 0.2)
        for _ in range(3):
            h = h + F.relu(self.res(h))
        h = F.relu(self.bn_d(self.dec2(h)))
        return torch.tanh(F.conv_transpose2d(h, self.enc1.weight, self.out_bias, stride=2, padding=1))
