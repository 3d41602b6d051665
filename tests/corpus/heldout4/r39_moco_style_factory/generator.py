import torch
from torch import nn
from registry import register, build

NORM = {'BN': nn.BatchNorm2d, 'IN': nn.InstanceNorm2d, 'GN': lambda c: nn.GroupNorm(8, c), None: lambda c: nn.Identity()}
ACT = {'relu': nn.ReLU, 'lrelu': lambda: nn.LeakyReLU(0.2), 'swish': nn.SiLU}


class ConvModule(nn.Module):
    def __init__(self, i, o, k, s=1, p=0, norm='BN', act='relu', order=('conv', 'norm', 'act')):
        super().__init__()
        self.order = order
        self.conv = nn.Conv2d(i, o, k, s, p)
        self.norm = NORM[norm](o if order.index('norm') > order.index('conv') else i)
        self.act = ACT[act]()

    def forward(self, x):
        for name in self.order:
            x = getattr(self, name)(x)
        return x


@register('FPNGenerator')
class FPNGenerator(nn.Module):
    """bottom-up path, lateral 1x1 convolutions, top-down sums, one panoptic-FPN-like head"""

    def __init__(self, widths, fpn):
        super().__init__()
        self.bottom_up = nn.ModuleList()
        c = 1
        for w in widths:
            self.bottom_up.append(nn.Sequential(ConvModule(c, w, 4, 2, 1, act='swish'), ConvModule(w, w, 3, 1, 1, act='swish')))
            c = w
        self.lateral = nn.ModuleList(nn.Conv2d(w, fpn, 1) for w in widths)
        self.smooth = nn.ModuleList(ConvModule(fpn, fpn, 3, 1, 1, norm='GN', act='swish') for _ in widths)
        self.head = nn.Sequential(ConvModule(fpn, fpn, 3, 1, 1, norm='GN', act='swish'), nn.Upsample(scale_factor=2, mode='bilinear'),
                                  ConvModule(fpn + 1, 16, 3, 1, 1, norm=None, act='swish') if False else nn.Conv2d(fpn, 16, 3, 1, 1), nn.SiLU(), nn.Conv2d(16, 1, 3, 1, 1))

    def forward(self, x):
        feats = []
        for stage in self.bottom_up:
            x = stage(x)
            feats.append(x)
        p = [l(f) for l, f in zip(self.lateral, feats)]
        for i in range(len(p) - 1, 0, -1):
            p[i - 1] = p[i - 1] + nn.functional.interpolate(p[i], scale_factor=2, mode='nearest')
        size = p[0].shape[-2:]
        y = sum(nn.functional.interpolate(s(q), size=size, mode='bilinear') for s, q in zip(self.smooth, p))
        return torch.tanh(self.head(y))


def Generator(cfg=dict(type='FPNGenerator', widths=(24, 48, 96), fpn=48)):
    return build(cfg)
