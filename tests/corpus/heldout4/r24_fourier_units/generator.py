# LaMa's fast Fourier convolution, small
import torch
import torch.nn as nn


class FourierUnit(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv = nn.Conv2d(c * 2, c * 2, 1, bias=False)
        self.bn = nn.BatchNorm2d(c * 2)

    def forward(self, x):
        n, c, h, w = x.shape
        f = torch.fft.rfft2(x, norm='ortho')
        f = torch.cat([f.real, f.imag], 1)
        f = torch.relu(self.bn(self.conv(f)))
        re, im = f.chunk(2, 1)
        return torch.fft.irfft2(torch.complex(re.contiguous(), im.contiguous()), s=(h, w), norm='ortho')


class FFCBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.local = nn.Conv2d(c, c, 3, padding=1, padding_mode='reflect', bias=False)
        self.spectral = FourierUnit(c)
        self.norm = nn.BatchNorm2d(c)

    def forward(self, x):
        return x + torch.relu(self.norm(self.local(x) + self.spectral(x)))


class Generator(nn.Module):
    def __init__(self, c=48, n=3):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(1, c // 2, 4, 2, 1), nn.ReLU(), nn.Conv2d(c // 2, c, 4, 2, 1), nn.BatchNorm2d(c), nn.ReLU())
        self.mid = nn.Sequential(*[FFCBlock(c) for _ in range(n)])
        self.dec = nn.Sequential(nn.ConvTranspose2d(c, c // 2, 4, 2, 1), nn.BatchNorm2d(c // 2), nn.ReLU(), nn.ConvTranspose2d(c // 2, 1, 4, 2, 1))

    def forward(self, x):
        return self.dec(self.mid(self.enc(x))).tanh()
