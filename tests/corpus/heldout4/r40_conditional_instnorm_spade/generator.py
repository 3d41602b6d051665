import torch
import torch.nn as nn
import torch.nn.functional as F


class SPADE(nn.Module):
    def __init__(self, c, hidden=16):
        super().__init__()
        self.norm = nn.InstanceNorm2d(c, affine=False)
        self.shared = nn.Sequential(nn.Conv2d(1, hidden, 3, padding=1), nn.ReLU())
        self.gamma, self.beta = nn.Conv2d(hidden, c, 3, padding=1), nn.Conv2d(hidden, c, 3, padding=1)

    def forward(self, x, cond):
        cond = F.interpolate(cond, size=x.shape[2:], mode='nearest')
        a = self.shared(cond)
        return self.norm(x) * (1 + self.gamma(a)) + self.beta(a)


class SpadeBlock(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.n1, self.c1 = SPADE(i), nn.Conv2d(i, o, 3, padding=1)
        self.n2, self.c2 = SPADE(o), nn.Conv2d(o, o, 3, padding=1)
        self.short = nn.Conv2d(i, o, 1, bias=False) if i != o else nn.Identity()

    def forward(self, x, cond):
        y = self.c1(F.leaky_relu(self.n1(x, cond), 0.2))
        y = self.c2(F.leaky_relu(self.n2(y, cond), 0.2))
        return self.short(x) + y


class Generator(nn.Module):
    def __init__(self, c=16):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, c, 3, 2, 1), nn.LeakyReLU(0.2), nn.Conv2d(c, 2 * c, 3, 2, 1), nn.InstanceNorm2d(2 * c), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * c, 4 * c, 3, 2, 1), nn.InstanceNorm2d(4 * c), nn.LeakyReLU(0.2))
        self.b3, self.b2, self.b1 = SpadeBlock(4 * c, 4 * c), SpadeBlock(4 * c, 2 * c), SpadeBlock(2 * c, c)
        self.up = nn.Upsample(scale_factor=2)
        self.img = nn.Conv2d(c, 1, 3, padding=1)

    def forward(self, x):
        y = self.up(self.b3(self.encoder(x), x))
        y = self.up(self.b2(y, x))
        y = self.up(self.b1(y, x))
        return torch.tanh(self.img(F.leaky_relu(y, 0.2)))
