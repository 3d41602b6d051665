"""70x70 PatchGAN with spectral normalisation."""
import torch
from torch import nn
from torch.nn.utils import spectral_norm


class NLayerDiscriminator(nn.Module):
    def __init__(self, input_nc, ndf=32, n_layers=3):
        super().__init__()
        kw, padw = 4, 1
        sequence = [spectral_norm(nn.Conv2d(input_nc, ndf, kw, 2, padw)), nn.LeakyReLU(0.2, True)]
        nf_mult = 1
        for n in range(1, n_layers):
            prev, nf_mult = nf_mult, min(2 ** n, 8)
            sequence += [spectral_norm(nn.Conv2d(ndf * prev, ndf * nf_mult, kw, 2, padw)), nn.LeakyReLU(0.2, True)]
        prev, nf_mult = nf_mult, min(2 ** n_layers, 8)
        sequence += [spectral_norm(nn.Conv2d(ndf * prev, ndf * nf_mult, kw, 1, padw)), nn.LeakyReLU(0.2, True)]
        sequence += [nn.Conv2d(ndf * nf_mult, 1, kw, 1, padw)]
        self.model = nn.Sequential(*sequence)

    def forward(self, x):
        return self.model(x)


class Discriminator(NLayerDiscriminator):
    def __init__(self):
        super().__init__(input_nc=2)

    def forward(self, x1, x2):
        return torch.sigmoid(super().forward(torch.cat((x1, x2), 1)))
