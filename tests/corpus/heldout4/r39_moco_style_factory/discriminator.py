import torch
from torch import nn
from registry import register
from generator import ConvModule


@register('PatchDiscriminator')
class Discriminator(nn.Module):
    def __init__(self, in_channels=2, base_channels=40, num_conv=3, norm='IN'):
        super().__init__()
        layers = [ConvModule(in_channels, base_channels, 4, 2, 1, norm=None, act='lrelu')]
        c = base_channels
        for k in range(1, num_conv):
            o = base_channels * min(2 ** k, 8)
            layers.append(ConvModule(c, o, 4, 2, 1, norm=norm, act='lrelu'))
            c = o
        self.convs = nn.Sequential(*layers)
        self.pred = nn.Conv2d(c, 1, 4, 1, 2)

    def init_weights(self):
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.normal_(m.weight, 0, 0.02)

    def forward(self, x1, x2):
        return self.pred(self.convs(torch.cat((x1, x2), 1))).sigmoid_()
