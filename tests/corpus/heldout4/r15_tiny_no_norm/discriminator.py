import torch
from torch.nn import *
class Discriminator(Module):
    def __init__(self):
        super().__init__()
        self.f = Sequential(Conv2d(2, 16, 4, 2, 1), LeakyReLU(.2), Conv2d(16, 32, 4, 2, 1), LeakyReLU(.2), Conv2d(32, 1, 4, 1, 1), Sigmoid())
    def forward(self, x1, x2): return self.f(torch.hstack((x1, x2)))
