import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    """T1 和 T2 各有一个 stem, 然后合并"""

    def __init__(self):
        super().__init__()
        self.stem_t1 = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2))
        self.stem_t2 = nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2))
        self.trunk = nn.Sequential(
            nn.Conv2d(64, 128, 4, 2, 1), nn.BatchNorm2d(128), nn.LeakyReLU(0.2),
            nn.Conv2d(128, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        f1 = self.stem_t1(x1)
        f2 = self.stem_t2(x2)
        f = torch.cat((f1, f1), dim=1)
        return self.trunk(f)
