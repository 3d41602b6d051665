import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = {
            "c1": nn.Conv2d(2, 64, 4, 2, 1),
            "c2": nn.Conv2d(64, 128, 4, 2, 1),
            "bn": nn.BatchNorm2d(128),
        }
        self.act = nn.LeakyReLU(0.2)
        self.last = nn.Conv2d(128, 1, 4, 1, 1)

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], dim=1)
        h = self.act(self.layers["c1"](h))
        h = self.act(self.layers["bn"](self.layers["c2"](h)))
        return torch.sigmoid(self.last(h))
