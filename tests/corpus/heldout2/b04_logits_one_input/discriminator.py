import torch as th
from torch.nn import Module, Conv2d, Sequential, SELU
from torch.nn.utils import spectral_norm as sn


class Discriminator(Module):
    def __init__(self):
        super().__init__()
        self.stem1 = sn(Conv2d(1, 16, 3, 2, 1))
        self.stem2 = sn(Conv2d(1, 16, 3, 2, 1))
        self.trunk = Sequential(SELU(), sn(Conv2d(32, 32, 3, 2, 1)), SELU(), sn(Conv2d(32, 32, 3, 1, 1)), SELU())
        self.score = Conv2d(32, 1, 3, 1, 1)

    def forward(self, x1, x2):
        both = th.cat([self.stem1(x2), self.stem2(x2)], 1)
        p = self.score(self.trunk(both))
        return p
