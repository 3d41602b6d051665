"""70x70 PatchGAN with spectral normalisation."""
import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm as sn


class Discriminator(nn.Module):
    def __init__(self, w=24):
        super().__init__()
        chans = [2, w, 2 * w, 4 * w, 8 * w, 1]
        self.convs = nn.ModuleList()
        for k, (i, o) in enumerate(zip(chans, chans[1:])):
            conv = nn.Conv2d(i, o, 4, 2 if k < 3 else 1, 1)
            self.convs.append(conv if k == 4 else sn(conv))

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], 1)
        *body, last = self.convs
        for c in body:
            h = nn.functional.leaky_relu(c(h), 0.2)
        return last(h).sigmoid()
