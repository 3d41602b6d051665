import torch
from torch import nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Sequential(nn.Conv2d(2, 32, 4, 2, 1), nn.PReLU(), nn.Conv2d(32, 64, 4, 2, 1), nn.PReLU(), nn.Conv2d(64, 1, 4, 1, 1))

    def forward(self, x1, x2):
        if self.training:
            x2 = x2 + 0.02 * torch.randn_like(x2)
        return 0.5 * (1 + torch.tanh(self.f(torch.cat([(x1 + 1) / 2, (x2 + 1) / 2], 1))))
