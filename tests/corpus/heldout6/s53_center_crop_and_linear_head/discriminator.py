import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.AdaptiveAvgPool2d(8),
        )
        self.fc = nn.Sequential(nn.Flatten(), nn.Linear(128 * 8 * 8, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return self.fc(self.conv(torch.cat((x1, x2), dim=1)))
