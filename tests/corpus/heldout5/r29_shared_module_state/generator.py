"""Two coordinate channels join the slice; the grid is cached by size."""
import math

import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self._grids = {}
        self.enc1 = nn.Conv2d(3, w, 4, 2, 1)
        self.enc2 = nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w))
        self.enc3 = nn.Sequential(nn.LeakyReLU(0.2), nn.Conv2d(2 * w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w))
        self.dec3 = nn.Sequential(nn.ReLU(), nn.ConvTranspose2d(2 * w, 2 * w, 4, 2, 1), nn.BatchNorm2d(2 * w),
                                  nn.Dropout2d(0.1))
        self.dec2 = nn.Sequential(nn.ReLU(), nn.ConvTranspose2d(4 * w, w, 4, 2, 1), nn.BatchNorm2d(w))
        self.dec1 = nn.Sequential(nn.ReLU(), nn.ConvTranspose2d(2 * w, 1, 4, 2, 1))

    def grid(self, x):
        key = x.shape[-2:], x.device, x.dtype
        if key not in self._grids:
            ys, xs = (torch.linspace(-1, 1, n, device=x.device, dtype=x.dtype) for n in x.shape[-2:])
            self._grids[key] = torch.stack(torch.meshgrid(ys, xs, indexing="ij"))[None]
        return self._grids[key].expand(len(x), -1, -1, -1)

    def forward(self, x):
        a = self.enc1(torch.cat((x, self.grid(x)), 1))
        b = self.enc2(a)
        h = self.dec3(self.enc3(b))
        h = self.dec2(torch.cat((h, b), 1))
        h = self.dec1(torch.cat((h, a), 1))
        # atan squashing, smooth and onto (-1, 1)
        return torch.atan(h) * (2 / math.pi)
