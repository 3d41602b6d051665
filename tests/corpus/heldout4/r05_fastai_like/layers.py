import torch
from torch import nn
import torch.nn.functional as F


def icnr_init(x, scale=2, init=nn.init.kaiming_normal_):
    ni, nf, h, w = x.shape
    ni2 = int(ni / (scale ** 2))
    k = init(x.new_zeros([ni2, nf, h, w])).transpose(0, 1)
    k = k.contiguous().view(ni2, nf, -1)
    k = k.repeat(1, 1, scale ** 2)
    return k.contiguous().view([nf, ni, h, w]).transpose(0, 1)


class ConvLayer(nn.Sequential):
    def __init__(self, ni, nf, ks=3, stride=1, norm=True, act=True):
        conv = nn.Conv2d(ni, nf, ks, stride, padding=ks // 2, bias=not norm)
        nn.init.kaiming_normal_(conv.weight)
        layers = [conv]
        if norm:
            bn = nn.BatchNorm2d(nf)
            bn.bias.data.fill_(1e-3)
            layers.append(bn)
        if act: layers.append(nn.ReLU())
        super().__init__(*layers)


class PixelShuffle_ICNR(nn.Sequential):
    def __init__(self, ni, nf, scale=2):
        c = ConvLayer(ni, nf * scale ** 2, ks=1, norm=False)
        c[0].weight.data.copy_(icnr_init(c[0].weight.data))
        super().__init__(c, nn.PixelShuffle(scale), nn.ReplicationPad2d((1, 0, 1, 0)), nn.AvgPool2d(2, stride=1))


class ResBlock(nn.Module):
    def __init__(self, ni, nf, stride=1):
        super().__init__()
        self.convs = nn.Sequential(ConvLayer(ni, nf, 3, stride), ConvLayer(nf, nf, 3, act=False))
        nn.init.constant_(self.convs[1][1].weight, 0.)  # zero-gamma trick
        self.idconv = nn.Identity() if ni == nf else ConvLayer(ni, nf, 1, act=False)
        self.pool = nn.Identity() if stride == 1 else nn.AvgPool2d(stride, ceil_mode=True)

    def forward(self, x): return F.relu(self.convs(x) + self.idconv(self.pool(x)))


class UnetBlock(nn.Module):
    def __init__(self, up_in_c, x_in_c, nf):
        super().__init__()
        self.shuf = PixelShuffle_ICNR(up_in_c, up_in_c // 2)
        self.bn = nn.BatchNorm2d(x_in_c)
        ni = up_in_c // 2 + x_in_c
        self.conv1, self.conv2 = ConvLayer(ni, nf), ConvLayer(nf, nf)

    def forward(self, up_in, s):
        return self.conv2(self.conv1(F.relu(torch.cat([self.shuf(up_in), self.bn(s)], dim=1))))
