"""Attention U-Net (Oktay et al. 2018), three levels."""
import torch
from torch import nn, Tensor


class DoubleConv(nn.Sequential):
    def __init__(self, i: int, o: int):
        super().__init__(
            nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU(),
            nn.Conv2d(o, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU())


class Gate(nn.Module):
    def __init__(self, g: int, s: int, inter: int):
        super().__init__()
        self.wg = nn.Conv2d(g, inter, 1)
        self.ws = nn.Conv2d(s, inter, 1)
        self.psi = nn.Sequential(nn.ReLU(), nn.Conv2d(inter, 1, 1), nn.Sigmoid())

    def forward(self, g: Tensor, s: Tensor) -> Tensor:
        return s * self.psi(self.wg(g) + self.ws(s))


class Generator(nn.Module):
    def __init__(self, widths=(12, 24, 48)):
        super().__init__()
        self.encoders = nn.ModuleList()
        previous = 1
        for w in widths:
            self.encoders.append(DoubleConv(previous, w))
            previous = w
        self.pool = nn.MaxPool2d(2)
        self.ups, self.gates, self.decoders = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for w in reversed(widths[:-1]):
            self.ups.append(nn.ConvTranspose2d(previous, w, 2, stride=2))
            self.gates.append(Gate(w, w, max(w // 2, 1)))
            self.decoders.append(DoubleConv(2 * w, w))
            previous = w
        self.out = nn.Conv2d(previous, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for depth, encoder in enumerate(self.encoders):
            x = encoder(x if depth == 0 else self.pool(x))
            skips.append(x)
        skips.pop()
        for up, gate, decoder in zip(self.ups, self.gates, self.decoders):
            x = up(x)
            x = decoder(torch.cat([gate(x, skips.pop()), x], dim=1))
        return torch.tanh(self.out(x))
