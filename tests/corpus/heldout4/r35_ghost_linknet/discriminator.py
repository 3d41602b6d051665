import torch
from torch import nn


class Discriminator(nn.Module):
    """patch map = geometric mixture of two heads with different receptive fields (logits added)"""

    def __init__(self):
        super().__init__()
        c = 32
        self.low = nn.Sequential(nn.Conv2d(2, c, 4, 2, 1), nn.PReLU(), nn.Conv2d(c, 2 * c, 4, 2, 1), nn.PReLU())
        self.near = nn.Conv2d(2 * c, 1, 1)
        self.far = nn.Sequential(nn.Conv2d(2 * c, 2 * c, 3, 1, 3, dilation=3), nn.BatchNorm2d(2 * c), nn.PReLU(), nn.Conv2d(2 * c, 1, 3, 1, 1))
        self.register_buffer('mix', torch.tensor(0.5))

    def forward(self, x1, x2):
        f = self.low(torch.cat([x1, x2], dim=1))
        return torch.sigmoid(self.mix * self.near(f) + self.mix * self.far(f))
