from torch import nn


def down(cin, cout, stride, norm=True):
    layers = [nn.Conv2d(cin, cout, 4 if stride == 2 else 3, stride, 1)]
    if norm:
        layers.append(nn.BatchNorm2d(cout))
    layers.append(nn.LeakyReLU(0.2, inplace=True))
    return layers


class Generator(nn.Module):
    """Encoder-decoder. Second conv keeps the resolution so that less detail is lost."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            *down(1, 64, 2, norm=False),
            *down(64, 128, 1),
            nn.Conv2d(128, 64, 3, 1, 1),
            nn.BatchNorm2d(64),
            nn.ReLU(inplace=True),
            nn.ConvTranspose2d(64, 1, 4, 2, 1),
            nn.Tanh(),
        )

    def forward(self, t1):
        return self.net(t1)
