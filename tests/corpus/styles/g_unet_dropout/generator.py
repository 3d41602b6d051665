import math
import torch
import torch.nn as nn
import torch.nn.functional as F


def conv(i, o):
    return nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(inplace=True),
                         nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(inplace=True), nn.Dropout(0.5))


class Generator(nn.Module):
    def __init__(self, w=(12, 24, 48, 96)):
        super().__init__()
        self.downs = nn.ModuleList(conv(i, o) for i, o in zip((1, *w), w))
        self.ups = nn.ModuleList(nn.ConvTranspose2d(o, i, 2, 2) for i, o in zip(w, w[1:]))
        self.merges = nn.ModuleList(conv(2 * i, i) for i in w[:-1])
        self.head = nn.Conv2d(w[0], 1, 1)

    def forward(self, x):
        kept = []
        for k, block in enumerate(self.downs):
            x = block(F.max_pool2d(x, 2) if k else x)
            kept.append(x)
        x = kept.pop()
        for up, merge in zip(reversed(self.ups), reversed(self.merges)):
            x = merge(torch.cat((up(x), kept.pop()), dim=1))
        return self.head(x).tanh()
