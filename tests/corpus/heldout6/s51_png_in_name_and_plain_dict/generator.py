import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = {
            1: nn.Conv2d(1, 64, 4, 2, 1),
            2: nn.Sequential(nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128)),
        }
        self.dec1 = nn.Sequential(nn.ConvTranspose2d(128, 64, 4, 2, 1), nn.BatchNorm2d(64))
        self.dec2 = nn.ConvTranspose2d(64, 1, 4, 2, 1)

    def forward(self, x):
        for level in (1, 2):
            x = F.leaky_relu(self.enc[level](x), 0.2)
        return torch.tanh(self.dec2(F.relu(self.dec1(x))))
