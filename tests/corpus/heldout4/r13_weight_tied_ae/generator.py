"""Decoder uses the encoder's kernels transposed (weight tying), as in classic auto-encoders."""
import torch
import torch.nn.functional as F
from torch import nn


class TiedLayer(nn.Module):
    def __init__(self, cin, cout, last=False):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(cout, cin, 4, 4))
        self.bias_down = nn.Parameter(torch.zeros(cout))
        self.bias_up = nn.Parameter(torch.zeros(cin))
        nn.init.orthogonal_(self.weight)
        self.gain = nn.Parameter(torch.ones(()))
        self.norm = nn.BatchNorm2d(cout)

    def down(self, x):
        return F.elu(self.norm(F.conv2d(x, self.weight, self.bias_down, stride=2, padding=1)))

    def up(self, x):
        return F.conv_transpose2d(x, self.weight * self.gain, self.bias_up, stride=2, padding=1)


class Generator(nn.Module):
    def __init__(self, widths=(1, 32, 64, 128)):
        super().__init__()
        self.layers = nn.ModuleList(TiedLayer(a, b) for a, b in zip(widths, widths[1:]))
        self.mix = nn.ModuleList(nn.Conv2d(2 * w, w, 1) for w in widths[1:-1])
        self.mid = nn.Conv2d(widths[-1], widths[-1], 3, padding=1)

    def forward(self, x):
        hs = []
        for layer in self.layers:
            x = layer.down(x)
            hs.append(x)
        x = F.elu(self.mid(hs.pop()))
        for i in range(len(self.layers) - 1, 0, -1):
            x = F.elu(self.layers[i].up(x))
            x = F.elu(self.mix[i - 1](torch.cat((x, hs.pop()), 1)))
        return self.layers[0].up(x).tanh()
