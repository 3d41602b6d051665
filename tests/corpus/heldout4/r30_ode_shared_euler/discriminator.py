import torch
from torch import nn


class Maxout(nn.Module):
    def __init__(self, i, o, k=4, s=2, p=1):
        super().__init__()
        self.conv = nn.Conv2d(i, 2 * o, k, s, p)

    def forward(self, x):
        return torch.maximum(*self.conv(x).chunk(2, 1))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(Maxout(2, 24), Maxout(24, 48), nn.BatchNorm2d(48), nn.Dropout2d(0.1), Maxout(48, 48, 3, 1, 1))
        self.final = nn.Conv2d(48, 1, 4, 1, 1)

    def forward(self, x1, x2):
        # a sigmoid through tanh
        return 0.5 * (1 + torch.tanh(0.5 * self.final(self.body(torch.cat((x1, x2), dim=1)))))
