import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, w=32):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(1, w, 4, 2, 1), nn.LeakyReLU(0.2),
                                 nn.Conv2d(w, 2 * w, 4, 2, 1), nn.InstanceNorm2d(2 * w, affine=True), nn.LeakyReLU(0.2))
        self.dec = nn.Sequential(nn.ConvTranspose2d(2 * w, w, 4, 2, 1), nn.InstanceNorm2d(w, affine=True), nn.ReLU(),
                                 nn.ConvTranspose2d(w, 1, 4, 2, 1), nn.Tanh())

    def one(self, x):
        return self.dec(self.enc(x))

    def forward(self, x):
        if x.ndim != 4 or x.shape[1] != 1:
            raise ValueError(f"expected (N, 1, H, W), got {tuple(x.shape)}")
        y = self.one(x).squeeze()
        return y.unsqueeze(1)
