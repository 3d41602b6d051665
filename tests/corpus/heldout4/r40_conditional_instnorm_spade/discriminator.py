import torch
import torch.nn as nn


class Discriminator(nn.Module):
    """three judges voting: the mean of three sigmoids"""

    def __init__(self, votes=3):
        super().__init__()
        self.judges = nn.ModuleList([self.judge(k) for k in range(votes)])

    def judge(self, k):
        w = 16 + 8 * k
        return nn.Sequential(nn.Conv2d(2, w, 4, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(w, 2 * w, 4, 2, 1), nn.InstanceNorm2d(2 * w), nn.LeakyReLU(0.2),
                             nn.Conv2d(2 * w, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], dim=1)
        return torch.stack([j(x) for j in self.judges], dim=0).mean(dim=0)
