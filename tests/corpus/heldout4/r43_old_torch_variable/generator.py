from __future__ import print_function
import torch
import torch.nn as nn
import torch.nn.functional as F


class Inconv(nn.Module):
    def __init__(self, in_ch, out_ch):
        super(Inconv, self).__init__()
        self.inconv = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(in_ch, out_ch, 7), nn.BatchNorm2d(out_ch), nn.ReLU(True))

    def forward(self, x):
        return self.inconv(x)


class Down(nn.Module):
    def __init__(self, in_ch, out_ch):
        super(Down, self).__init__()
        self.down = nn.Sequential(nn.Conv2d(in_ch, out_ch, 3, 2, 1, bias=False), nn.BatchNorm2d(out_ch), nn.ReLU(True))

    def forward(self, x):
        return self.down(x)


class ResBlock(nn.Module):
    def __init__(self, dim, use_dropout=True):
        super(ResBlock, self).__init__()
        seq = [nn.ReflectionPad2d(1), nn.Conv2d(dim, dim, 3), nn.BatchNorm2d(dim), nn.ReLU(True)]
        if use_dropout:
            seq += [nn.Dropout(0.3)]
        seq += [nn.ReflectionPad2d(1), nn.Conv2d(dim, dim, 3), nn.BatchNorm2d(dim)]
        self.res_block = nn.Sequential(*seq)

    def forward(self, x):
        return nn.ReLU(True)(x + self.res_block(x))


class Up(nn.Module):
    def __init__(self, in_ch, out_ch):
        super(Up, self).__init__()
        self.up = nn.Sequential(nn.ConvTranspose2d(in_ch, out_ch, 3, 2, 1, 1, bias=False), nn.BatchNorm2d(out_ch), nn.ReLU(True))

    def forward(self, x):
        return self.up(x)


class Generator(nn.Module):
    def __init__(self, ngf=20, n_blocks=3):
        super(Generator, self).__init__()
        self.inc = Inconv(1, ngf)
        self.down1 = Down(ngf, ngf * 2)
        self.down2 = Down(ngf * 2, ngf * 4)
        for k in range(n_blocks):
            self.add_module('res%d' % k, ResBlock(ngf * 4))
        self.n_blocks = n_blocks
        self.up1 = Up(ngf * 4, ngf * 2)
        self.up2 = Up(ngf * 2, ngf)
        self.outc = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(ngf, 1, 7), nn.Tanh())
        for m in self.modules():
            if isinstance(m, nn.BatchNorm2d):
                m.weight.data.normal_(1.0, 0.02)
                m.bias.data.fill_(0)
            elif isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
                nn.init.xavier_normal_(m.weight.data, gain=1.0)

    def forward(self, input):
        out = self.down2(self.down1(self.inc(input)))
        for k in range(self.n_blocks):
            out = self._modules['res%d' % k](out)
        return self.outc(self.up2(self.up1(out)))
