import torch
import torch.nn as nn

class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = nn.Sequential(nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2))
        self.layer2 = nn.Sequential(nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2))
        self.layer3 = nn.Sequential(nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        x = torch.cat([x1, x1], dim=1)
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)
        return x
