import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """Judges large: only one stride, so the map is 127x127; receptive field grown by dilation."""

    def __init__(self, w=24):
        super().__init__()
        self.convs = nn.ModuleList([
            nn.Conv2d(2, w, 4, 2, 1),
            nn.Conv2d(w, 2 * w, 3, 1, 2, dilation=2),
            nn.Conv2d(2 * w, 2 * w, 3, 1, 2, dilation=2),
            nn.Conv2d(2 * w, 1, 4, 1, 1)])
        self.norms = nn.ModuleList([nn.Identity(), nn.BatchNorm2d(2 * w), nn.BatchNorm2d(2 * w)])
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x1, x2):
        out = torch.hstack((x1, x2))
        for conv, norm in zip(self.convs, self.norms):
            out = self.act(norm(conv(out)))
        return torch.special.expit(self.convs[-1](out))
