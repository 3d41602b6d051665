from collections import OrderedDict
from torch import nn


def down(cin, cout, norm=True):
    mods = [nn.Conv2d(cin, cout, kernel_size=4, stride=2, padding=1, bias=not norm)]
    if norm:
        mods.append(nn.InstanceNorm2d(cout, affine=True))
    mods.append(nn.LeakyReLU(0.2, inplace=True))
    return nn.Sequential(*mods)


def up(cin, cout):
    return nn.Sequential(nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(cin, cout, 3, 1, 1),
                         nn.BatchNorm2d(cout), nn.PReLU(cout))


class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()
        self.encoder = nn.Sequential(OrderedDict([
            ("d1", down(1, 24, norm=False)), ("d2", down(24, 48)), ("d3", down(48, 96))]))
        self.decoder = nn.Sequential(OrderedDict([
            ("u1", up(96, 48)), ("u2", up(48, 24)), ("u3", up(24, 12))]))
        self.out = nn.Conv2d(12, 1, 7, padding=3)
        self.act = nn.Tanh()

    def forward(self, t1):
        z = self.encoder(t1).detach()
        y = self.decoder(z)
        return self.act(self.out(y))
