from torch import nn
import torch
import torch.nn.functional as F


class Separable(nn.Module):
    def __init__(self, i, o, norm=True):
        super().__init__()
        self.depth = nn.Conv2d(i, i, 5, padding=2, groups=i, bias=False)
        self.point = nn.Conv2d(i, o, 1, bias=not norm)
        self.norm = nn.BatchNorm2d(o) if norm else None

    def forward(self, x):
        x = self.point(self.depth(x))
        if self.norm is not None:
            x = self.norm(x)
        # average pooling rather than a stride: no aliasing
        return F.avg_pool2d(F.leaky_relu(x, 0.2), kernel_size=2)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 32, 3, padding=1)
        self.s1, self.s2 = Separable(32, 64, norm=False), Separable(64, 128)
        self.last = nn.Conv2d(128, 1, 4, padding=1)

    def forward(self, x1, x2):
        x = torch.cat(tensors=[x1, x2], dim=1)
        x = F.leaky_relu(self.first(x), 0.2)
        return torch.special.expit(self.last(self.s2(self.s1(x))))
