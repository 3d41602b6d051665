from torch import nn
from torch.nn.utils.parametrizations import spectral_norm as SN


class Generator(nn.Module):
    def __init__(self, c=40):
        super().__init__()
        self.e = nn.Sequential(SN(nn.Conv2d(1, c, 4, 2, 1)), nn.LeakyReLU(.2),
                               SN(nn.Conv2d(c, 2 * c, 4, 2, 1)), nn.BatchNorm2d(2 * c), nn.LeakyReLU(.2))
        self.d = nn.Sequential(SN(nn.ConvTranspose2d(2 * c, c, 4, 2, 1)), nn.BatchNorm2d(c), nn.ReLU(),
                               nn.ConvTranspose2d(c, 1, 4, 2, 1), nn.Tanh())

    def forward(self, t1):
        code = self.e(t1)
        return self.d(code)
