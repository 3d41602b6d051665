import torch
from torch import nn


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        # every pixel is judged
        self.body = nn.Sequential(
            nn.Conv2d(2, 32, kernel_size=3, padding='same'),
            nn.LeakyReLU(0.2),
            nn.Conv2d(32, 64, kernel_size=3, padding='same'),
            nn.BatchNorm2d(64),
            nn.LeakyReLU(0.2),
            nn.Conv2d(64, 1, kernel_size=3, padding='same'),
            nn.Sigmoid(),
        )

    def forward(self, x1, x2):
        return self.body(torch.cat([x1, x2], dim=1))
