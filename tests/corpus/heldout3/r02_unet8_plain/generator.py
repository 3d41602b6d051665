"""U-Net 256 after pix2pix: 8 levels, dropout in the decoder, weights N(0, 0.02)."""
import torch
import torch.nn as nn


class UNetDown(nn.Module):
    def __init__(self, cin, cout, normalize=True):
        super().__init__()
        layers = [nn.Conv2d(cin, cout, 4, 2, 1, bias=False)]
        if normalize:
            layers.append(nn.InstanceNorm2d(cout))
        layers.append(nn.LeakyReLU(0.2))
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)


class UNetUp(nn.Module):
    def __init__(self, cin, cout, dropout=0.0):
        super().__init__()
        layers = [nn.ConvTranspose2d(cin, cout, 4, 2, 1, bias=False), nn.InstanceNorm2d(cout), nn.ReLU(inplace=True)]
        if dropout:
            layers.append(nn.Dropout(dropout))
        self.model = nn.Sequential(*layers)

    def forward(self, x, skip):
        return torch.cat((self.model(x), skip), 1)


def weights_init_normal(m):
    name = m.__class__.__name__
    if name.find("Conv") != -1:
        torch.nn.init.normal_(m.weight.data, 0.0, 0.02)


class Generator(nn.Module):
    def __init__(self, in_channels=1, out_channels=1, f=32):
        super().__init__()
        self.down1 = UNetDown(in_channels, f, normalize=False)
        self.down2 = UNetDown(f, 2 * f)
        self.down3 = UNetDown(2 * f, 4 * f)
        self.down4 = UNetDown(4 * f, 4 * f)
        self.down5 = UNetDown(4 * f, 4 * f)
        self.down6 = UNetDown(4 * f, 4 * f)
        self.down7 = UNetDown(4 * f, 4 * f)
        self.down8 = UNetDown(4 * f, 4 * f, normalize=False)
        self.up1 = UNetUp(4 * f, 4 * f, 0.5)
        self.up2 = UNetUp(8 * f, 4 * f, 0.5)
        self.up3 = UNetUp(8 * f, 4 * f, 0.5)
        self.up4 = UNetUp(8 * f, 4 * f)
        self.up5 = UNetUp(8 * f, 4 * f)
        self.up6 = UNetUp(8 * f, 2 * f)
        self.up7 = UNetUp(4 * f, f)
        self.final = nn.Sequential(nn.ConvTranspose2d(2 * f, out_channels, 4, 2, 1), nn.Tanh())
        self.apply(weights_init_normal)

    def forward(self, x):
        d1 = self.down1(x)
        d2 = self.down2(d1)
        d3 = self.down3(d2)
        d4 = self.down4(d3)
        d5 = self.down5(d4)
        d6 = self.down6(d5)
        d7 = self.down7(d6)
        d8 = self.down8(d7)
        u1 = self.up1(d8, d7)
        u2 = self.up2(u1, d6)
        u3 = self.up3(u2, d5)
        u4 = self.up4(u3, d4)
        u5 = self.up5(u4, d3)
        u6 = self.up6(u5, d2)
        u7 = self.up7(u6, d1)
        return self.final(u7)
