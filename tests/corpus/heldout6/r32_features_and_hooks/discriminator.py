"""pix2pixHD keeps the intermediate features of D for its feature-matching loss.
Here they are collected with forward hooks, so forward() still returns only the map."""
import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self, ndf=64):
        super().__init__()
        self.features = []
        blocks = [
            nn.Sequential(nn.Conv2d(2, ndf, 4, stride=2, padding=2), nn.LeakyReLU(0.2)),
            nn.Sequential(nn.Conv2d(ndf, ndf * 2, 4, stride=2, padding=2), nn.GroupNorm(16, ndf * 2), nn.LeakyReLU(0.2)),
            nn.Sequential(nn.Conv2d(ndf * 2, ndf * 2, 4, stride=1, padding=2), nn.GroupNorm(16, ndf * 2), nn.LeakyReLU(0.2)),
        ]
        for i, b in enumerate(blocks):
            b.register_forward_hook(self._keep)
            setattr(self, "scale%d" % i, b)
        self.n = len(blocks)
        self.final = nn.Sequential(nn.Conv2d(ndf * 2, 1, 4, stride=1, padding=2), nn.Sigmoid())

    def _keep(self, module, args, output):
        self.features.append(output.detach())

    def forward(self, x1, x2):
        self.features.clear()
        x = torch.cat([x1, x2], dim=-3)
        for i in range(self.n):
            x = getattr(self, "scale%d" % i)(x)
        return self.final(x)
