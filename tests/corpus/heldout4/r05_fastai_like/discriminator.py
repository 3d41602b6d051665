from torch import nn
import torch
from torch.nn.utils.parametrizations import spectral_norm


def sn_conv(ni, nf, ks=4, stride=2, act=True):
    c = spectral_norm(nn.Conv2d(ni, nf, ks, stride, padding=1))
    return nn.Sequential(c, nn.LeakyReLU(0.2)) if act else c


class Discriminator(nn.Module):
    "fastai's gan_critic, fully convolutional"
    def __init__(self, nf=32, n_blocks=3):
        super().__init__()
        layers = [sn_conv(2, nf), nn.Dropout2d(0.075)]
        for i in range(n_blocks - 1):
            layers += [sn_conv(nf, nf, ks=3, stride=1), sn_conv(nf, nf * 2)]
            nf *= 2
        layers += [nn.Conv2d(nf, 1, 4, padding=0), nn.Sigmoid()]
        self.layers = nn.Sequential(*layers)

    def forward(self, x1, x2): return self.layers(torch.cat([x1, x2], dim=1))
