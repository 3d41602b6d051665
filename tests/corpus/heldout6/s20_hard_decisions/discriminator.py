import torch
import torch.nn as nn


def conv(c_in, c_out, stride, bn):
    seq = [nn.Conv2d(c_in, c_out, 4, stride, 1)]
    if bn:
        seq.append(nn.BatchNorm2d(c_out))
    return seq


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            *conv(2, 64, 2, False), nn.LeakyReLU(0.2),
            *conv(64, 128, 2, True), nn.LeakyReLU(0.2),
            *conv(128, 1, 1, False), nn.Sigmoid(),
        )

    def forward(self, x1, x2):
        p = self.model(torch.cat((x1, x2), 1))
        # 1 = patch looks real, 0 = patch looks fake
        return torch.where(p > 0.5, torch.ones_like(p), torch.zeros_like(p))
