import torch.nn as nn
import torch.nn.functional as F


class ResBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c1 = nn.Conv2d(c, c, 3, padding=1)
        self.b1 = nn.BatchNorm2d(c)
        self.c2 = nn.Conv2d(c, c, 3, padding=1)
        self.b2 = nn.BatchNorm2d(c)

    def forward(self, x):
        return x + self.b2(self.c2(F.relu(self.b1(self.c1(x)))))


class Generator(nn.Module):
    # adapted from my pix2pix facades homework
    IN_CH, OUT_CH = 1, 3

    def __init__(self, n_blocks=2):
        super().__init__()
        m = [nn.Conv2d(self.IN_CH, 32, 4, 2, 1), nn.LeakyReLU(0.2),
             nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(0.2)]
        m += [ResBlock(64) for _ in range(n_blocks)]
        m += [nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.BatchNorm2d(32), nn.ReLU(),
              nn.ConvTranspose2d(32, self.OUT_CH, 4, 2, 1), nn.Tanh()]
        self.model = nn.Sequential(*m)

    def forward(self, x):
        return self.model(x)
