import torch
from torch import nn


class Discriminator(nn.Module):
    """Each modality has its own first layer."""

    def __init__(self):
        super().__init__()
        self.stem = nn.ModuleDict({m: nn.Conv2d(1, 32, 4, 2, 1) for m in ("t1", "t2")})
        self.joint = nn.Sequential(
            nn.LeakyReLU(0.2), nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1))

    def forward(self, x1, x2):
        features = torch.cat([self.stem["t1"](x1), self.stem["t2"](x2)], dim=1)
        return torch.sigmoid(self.joint(features))
