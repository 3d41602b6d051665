import torch
import torch.nn as nn


class Generator(nn.Module):
    """Conditional generator G(x, z): noise is stacked on the bottleneck."""

    def __init__(self, ch=64, nz=8):
        super().__init__()
        self.nz = nz
        self.enc = nn.Sequential(
            nn.Conv2d(1, ch, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(ch, ch * 2, 4, 2, 1), nn.BatchNorm2d(ch * 2), nn.LeakyReLU(0.2))
        self.dec = nn.Sequential(
            nn.ConvTranspose2d(ch * 2 + nz, ch, 4, 2, 1), nn.BatchNorm2d(ch), nn.ReLU(),
            nn.ConvTranspose2d(ch, 1, 4, 2, 1))

    def forward(self, x):
        h = self.enc(x)
        z = torch.randn(h.size(0), self.nz, h.size(2), h.size(3), device=h.device)
        h = self.dec(torch.cat([h, z], dim=1))
        return torch.tanh(h) * 0.5 + 0.5
