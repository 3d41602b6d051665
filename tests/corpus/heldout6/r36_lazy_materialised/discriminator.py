import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore", message="Lazy modules are a new feature")


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.LazyConv2d(64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.LazyConv2d(128, 4, 2, 1), nn.LazyBatchNorm2d(), nn.LeakyReLU(0.2),
            nn.LazyConv2d(1, 4, 1, 1), nn.Sigmoid(),
        )
        # one dry run so that all parameters exist before anyone makes an optimizer of them
        self.eval()
        with torch.no_grad():
            self(*torch.zeros(2, 1, 1, 64, 64))
        self.train()

    def forward(self, x1, x2):
        return self.layers(torch.cat((x1, x2), dim=1))
