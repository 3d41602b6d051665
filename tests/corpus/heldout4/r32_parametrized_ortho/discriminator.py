import torch
from torch import nn


class Discriminator(nn.Module):
    """depthwise separable PatchGAN, orthogonal start"""

    def __init__(self, widths=(32, 64, 128)):
        super().__init__()
        self.stem = nn.Conv2d(2, widths[0], 4, 2, 1)
        self.dw, self.pw, self.bn = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for a, b in zip(widths, widths[1:]):
            self.dw.append(nn.Conv2d(a, a, 4, 2, 1, groups=a, bias=False))
            self.pw.append(nn.Conv2d(a, b, 1, bias=False))
            self.bn.append(nn.BatchNorm2d(b))
        self.out = nn.Conv2d(widths[-1], 1, 4, 1, 1)
        self.apply(self._init)

    @torch.no_grad()
    def _init(self, m):
        if isinstance(m, nn.Conv2d):
            nn.init.orthogonal_(m.weight)

    def forward(self, x1, x2):
        x = nn.functional.leaky_relu(self.stem(torch.cat((x1, x2), dim=1)), 0.2)
        for dw, pw, bn in zip(self.dw, self.pw, self.bn):
            x = nn.functional.leaky_relu(bn(pw(dw(x))), 0.2)
        return torch.sigmoid(self.out(x))
