import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = torch.nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(64, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU(),
            nn.Conv2d(64, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU(),
            nn.Conv2d(64, 1, 4, 1, 1))
        self.eps = 1e-5

    def forward(self, x1, x2):
        p = torch.sigmoid(self.model(torch.cat([x1, x2], dim=1)))
        return torch.clip(p, self.eps, 1 - self.eps)
