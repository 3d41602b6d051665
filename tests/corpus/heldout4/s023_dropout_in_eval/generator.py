import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    """U-Net, 4 levels, dropout in the decoder like in the pix2pix paper."""

    def __init__(self, nf=32):
        super().__init__()
        self.d1 = nn.Conv2d(1, nf, 4, 2, 1)
        self.d2 = nn.Conv2d(nf, nf * 2, 4, 2, 1)
        self.d3 = nn.Conv2d(nf * 2, nf * 4, 4, 2, 1)
        self.b2 = nn.BatchNorm2d(nf * 2)
        self.b3 = nn.BatchNorm2d(nf * 4)
        self.u3 = nn.ConvTranspose2d(nf * 4, nf * 2, 4, 2, 1)
        self.u2 = nn.ConvTranspose2d(nf * 4, nf, 4, 2, 1)
        self.u1 = nn.ConvTranspose2d(nf * 2, 1, 4, 2, 1)
        self.c3 = nn.BatchNorm2d(nf * 2)
        self.c2 = nn.BatchNorm2d(nf)

    def forward(self, x):
        e1 = F.leaky_relu(self.d1(x), 0.2)
        e2 = F.leaky_relu(self.b2(self.d2(e1)), 0.2)
        e3 = F.leaky_relu(self.b3(self.d3(e2)), 0.2)
        y = F.relu(F.dropout(self.c3(self.u3(e3)), 0.5))
        y = F.relu(self.c2(self.u2(torch.cat([y, e2], 1))))
        return torch.tanh(self.u1(torch.cat([y, e1], 1)))
