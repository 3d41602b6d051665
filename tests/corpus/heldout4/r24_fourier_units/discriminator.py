import torch
import torch.nn as nn
from torch.nn.utils import parametrizations as P


class Discriminator(nn.Module):
    """All layers under spectral norm, the last one has a bias to move freely"""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList()
        for i, o, s in ((2, 64, 2), (64, 64, 2), (64, 128, 2), (128, 1, 1)):
            self.layers.append(P.spectral_norm(nn.Conv2d(i, o, 4, s, 1), n_power_iterations=1))
        self.scale = nn.Parameter(torch.tensor(4.0))

    def forward(self, x1, x2):
        h = torch.cat((x1, x2), 1)
        *body, last = self.layers
        for l in body:
            h = nn.functional.leaky_relu(l(h), 0.1)
        return torch.sigmoid(last(h) * self.scale)
