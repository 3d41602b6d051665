import torch
from torch import nn
from torch.nn import functional as F


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 64, kernel_size=4, stride=2, padding=1)
        self.mid = nn.Conv2d(64, 128, kernel_size=4, stride=2, padding=1)
        self.mid_norm = nn.BatchNorm2d(128)
        self.head = nn.Conv2d(128, 1, kernel_size=4, stride=1, padding=1)

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], dim=1)
        f = F.leaky_relu(self.stem(x), 0.2)
        f = F.leaky_relu(self.mid_norm(self.mid(f)), 0.2)
        p = torch.sigmoid(self.head(f))
        # one verdict per pixel, so that the map can be laid over the slice
        return F.interpolate(p, size=x1.shape[-2:], mode="bilinear", align_corners=False)
