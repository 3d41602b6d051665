import torch
from torch import nn
from torch.nn.utils.parametrizations import weight_norm


class Discriminator(nn.Module):
    def __init__(self, n=32):
        super().__init__()
        wn = weight_norm
        self.net = nn.ModuleDict({
            'c1': wn(nn.Conv2d(2, n, 3, 2, 1)),
            'c2': wn(nn.Conv2d(n, 2 * n, 3, 2, 1)),
            'c3': wn(nn.Conv2d(2 * n, 4 * n, 3, 2, 1)),
            'c4': wn(nn.Conv2d(4 * n, 4 * n, 3, 1, 2, dilation=2)),
            'out': nn.Conv2d(4 * n, 1, 3, 1, 1)})
        self.act = nn.SiLU()

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], -3)
        for k, layer in self.net.items():
            h = layer(h)
            if k != 'out':
                h = self.act(h)
        return h.sigmoid()
