from torch import nn


def cna(cin, cout, k=3, s=1, d=1):
    return nn.Sequential(nn.Conv2d(cin, cout, k, s, padding=d * (k - 1) // 2, dilation=d),
                         nn.InstanceNorm2d(cout, affine=True), nn.SiLU())


class Generator(nn.Module):
    """Dilated context module at a quarter of the resolution."""

    def __init__(self, width=24):
        super().__init__()
        self.down = nn.ModuleList([cna(1, width, s=2), cna(width, 2 * width, s=2)])
        self.context = nn.ModuleList([cna(2 * width, 2 * width, d=d) for d in (1, 2, 4, 8)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(2 * width, width, 2, 2), nn.ConvTranspose2d(width, width, 2, 2)])
        self.head = nn.Conv2d(width, 1, 1)

    def forward(self, x):
        for f in self.down:
            x = f(x)
        for f in self.context:
            x = x + f(x)
        for f in self.up:
            x = nn.functional.silu(f(x))
        return self.head(x).tanh()
