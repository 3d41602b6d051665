import math
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """Patches of 8x8 through a transformer, then unfolded; positions are fixed sinusoids."""

    def __init__(self, dim=64, patch=8):
        super().__init__()
        self.patch = patch
        self.embed = nn.Conv2d(1, dim, patch, patch)
        layer = nn.TransformerEncoderLayer(dim, 4, 2 * dim, dropout=0.1, batch_first=True, norm_first=True)
        self.body = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.head = nn.Linear(dim, patch * patch)

    def forward(self, x):
        n, _, h, w = x.shape
        z = self.embed(x)
        rows, columns = z.shape[-2:]
        z = z.flatten(2).transpose(1, 2)
        place = torch.arange(z.shape[1], device=x.device).float()[:, None]
        freq = torch.exp(torch.arange(0, z.shape[2], 2, device=x.device) * (-math.log(1e4) / z.shape[2]))
        z = z + torch.cat([torch.sin(place * freq), torch.cos(place * freq)], 1)
        y = self.head(self.body(z)).transpose(1, 2)
        return torch.tanh(F.fold(y, (h, w), self.patch, stride=self.patch))
