from __future__ import print_function
import torch
import torch.nn as nn
import functools


class Discriminator(nn.Module):
    def __init__(self, input_nc=1 + 1, ndf=32, n_layers=2, norm_layer=nn.BatchNorm2d, use_sigmoid=True):
        super(Discriminator, self).__init__()
        kw, padw = 4, 2
        sequence = [nn.Conv2d(input_nc, ndf, kernel_size=kw, stride=2, padding=padw), nn.LeakyReLU(0.2, True)]
        nf = ndf
        for n in range(1, n_layers + 1):
            nf_prev, nf = nf, min(nf * 2, 512)
            sequence += [nn.Conv2d(nf_prev, nf, kernel_size=kw, stride=2 if n < n_layers else 1, padding=padw), norm_layer(nf), nn.LeakyReLU(0.2, True)]
        sequence += [nn.Conv2d(nf, 1, kernel_size=kw, stride=1, padding=padw)]
        if use_sigmoid:
            sequence += [nn.Sigmoid()]
        self.model = nn.Sequential(*sequence)

    def forward(self, x1, x2):
        input = torch.cat((x1, x2), 1)
        return self.model(input)
