import torch
import torch.nn as nn


class Down(nn.Module):
    def __init__(self, cin, cout, norm=True):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, 4, stride=2, padding=1)
        self.norm = nn.InstanceNorm2d(cout) if norm else nn.Identity()

    def forward(self, x):
        return nn.functional.leaky_relu(self.norm(self.conv(x)), 0.2)


class Up(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.up = nn.ConvTranspose2d(cin, cout, 4, stride=2, padding=1)
        self.norm = nn.InstanceNorm2d(cout)

    def forward(self, x, skip):
        x = torch.relu(self.norm(self.up(x)))
        return torch.cat((x, skip), 1)


class Generator(nn.Module):
    def __init__(self, base=24):
        super().__init__()
        self.d1 = Down(1, base, norm=False)
        self.d2 = Down(base, base * 2)
        self.d3 = Down(base * 2, base * 4)
        self.u1 = Up(base * 4, base * 2)
        self.u2 = Up(base * 4, base)
        self.out = nn.ConvTranspose2d(base * 2, 1, 4, stride=2, padding=1)

    def forward(self, t1):
        a = self.d1(t1)
        b = self.d2(a)
        c = self.d3(b)
        x = self.u1(c, b)
        x = self.u2(x, a)
        return torch.sigmoid(self.out(x))
