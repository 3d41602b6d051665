import torch
from torch import nn
from torchvision.ops import Conv2dNormActivation, SqueezeExcitation


class MBConv(nn.Module):
    """inverted residual with squeeze-excitation, stride -2 means 'upsample first'"""

    def __init__(self, cin, cout, stride=1, expand=3):
        super().__init__()
        mid = cin * expand
        layers = []
        if stride == -2:
            layers.append(nn.UpsamplingNearest2d(scale_factor=2))
            stride = 1
            self.res = False
        else:
            self.res = stride == 1 and cin == cout
        layers += [
            Conv2dNormActivation(cin, mid, 1, activation_layer=nn.SiLU),
            Conv2dNormActivation(mid, mid, 5, stride=stride, groups=mid, activation_layer=nn.SiLU),
            SqueezeExcitation(mid, max(4, cin // 4), activation=nn.SiLU),
            Conv2dNormActivation(mid, cout, 1, activation_layer=None),
        ]
        self.block = nn.Sequential(*layers)

    def forward(self, x):
        y = self.block(x)
        return x + y if self.res else y


class Generator(nn.Sequential):
    def __init__(self):
        super().__init__(
            Conv2dNormActivation(1, 16, 3, stride=2, activation_layer=nn.SiLU),
            MBConv(16, 32, 2),
            MBConv(32, 32),
            MBConv(32, 32),
            MBConv(32, 16, -2),
            MBConv(16, 16, -2),
            nn.Conv2d(16, 1, 3, padding=1),
            nn.Tanh(),
        )
