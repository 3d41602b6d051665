import torch
from torch.nn import *
class Generator(Sequential):
    def __init__(self):
        c = 32
        super().__init__(
            Conv2d(1, c, 4, 2, 1), LeakyReLU(.2),
            Conv2d(c, c * 2, 4, 2, 1), LeakyReLU(.2),
            ConvTranspose2d(c * 2, c, 4, 2, 1), ReLU(),
            ConvTranspose2d(c, 1, 4, 2, 1), Tanh())
        with torch.no_grad():
            for m in self:
                if hasattr(m, 'bias'): m.bias.zero_(); init.kaiming_uniform_(m.weight, .2)
