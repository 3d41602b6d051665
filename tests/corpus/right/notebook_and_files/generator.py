import torch.nn as nn
from torch.nn.utils.parametrizations import weight_norm as wn


class Generator(nn.Module):
    # weight norm, no batch norm
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            wn(nn.Conv2d(1, 32, 4, 2, 1)), nn.ELU(),
            wn(nn.Conv2d(32, 64, 4, 2, 1)), nn.ELU(),
            wn(nn.Conv2d(64, 64, 3, 1, 1)), nn.ELU(),
            wn(nn.ConvTranspose2d(64, 32, 4, 2, 1)), nn.ELU(),
            wn(nn.ConvTranspose2d(32, 1, 4, 2, 1)), nn.Tanh(),
        )

    def forward(self, x):
        return self.net(x)
