import torch
from torch import nn


class Generator(nn.Module):
    """patch embedding, two transformer layers, pixel shuffle back"""

    def __init__(self, dim=48, patch=8):
        super().__init__()
        self.embed = nn.Sequential(nn.Conv2d(1, 24, 4, 4), nn.GELU(), nn.Conv2d(24, dim, 2, 2))
        self.mix = nn.ModuleList(nn.TransformerEncoderLayer(dim, 4, 96, batch_first=True, norm_first=True) for _ in range(2))
        self.unembed = nn.Conv2d(dim, patch * patch * 4, 1)
        self.shuffle = nn.PixelShuffle(patch)
        self.smooth = nn.Sequential(nn.Conv2d(4, 8, 3, padding=1), nn.GELU(), nn.Conv2d(8, 1, 3, padding=1))

    def forward(self, x):
        f = self.embed(x)
        n, c, h, w = f.shape
        t = f.flatten(2).transpose(1, 2)
        for layer in self.mix:
            t = layer(t)
        f = t.transpose(1, 2).reshape(n, c, h, w)
        return torch.tanh(self.smooth(self.shuffle(self.unembed(f))))
