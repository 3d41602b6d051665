import torch
from torch import nn
import torch.nn.functional as F


def patch(ndf):
    return nn.Sequential(
        nn.Conv2d(2, ndf, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(ndf, 2 * ndf, 4, 2, 1), nn.BatchNorm2d(2 * ndf), nn.LeakyReLU(0.2),
        nn.Conv2d(2 * ndf, 1, 3, 1, 1),
    )


class Discriminator(nn.Module):
    """Multi-scale D (pix2pixHD) folded into one map: logits of the half-size judge are
    brought to the size of the full-size judge's and added before the one sigmoid."""

    def __init__(self):
        super().__init__()
        self.scales = nn.ModuleList([patch(32), patch(32)])

    def forward(self, x1, x2):
        pair = torch.cat([x1, x2], 1)
        fine = self.scales[0](pair)
        coarse = self.scales[1](F.avg_pool2d(pair, 3, stride=2, padding=1, count_include_pad=False))
        coarse = F.interpolate(coarse, size=fine.shape[-2:], mode="bilinear", align_corners=False)
        return torch.sigmoid(fine + coarse)
