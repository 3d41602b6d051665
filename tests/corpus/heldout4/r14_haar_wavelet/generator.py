import torch
import torch.nn as nn
import torch.nn.functional as F


class DWT(nn.Module):
    """Haar analysis with a constant buffer"""

    def __init__(self):
        super().__init__()
        k = 0.5 * torch.tensor([[[1, 1], [1, 1]], [[1, -1], [1, -1]], [[1, 1], [-1, -1]], [[1, -1], [-1, 1]]], dtype=torch.float32)
        self.register_buffer('kernel', k[:, None])

    def forward(self, x):
        n, c, h, w = x.shape
        y = F.conv2d(x.reshape(n * c, 1, h, w), self.kernel, stride=2)
        return y.reshape(n, 4 * c, h // 2, w // 2)


class IWT(DWT):
    def forward(self, x):
        n, c, h, w = x.shape
        y = F.conv_transpose2d(x.reshape(n * c // 4, 4, h, w), self.kernel, stride=2)
        return y.reshape(n, c // 4, h * 2, w * 2)


def block(c, n):
    layers = []
    for _ in range(n):
        layers += [nn.Conv2d(c, c, 3, 1, 1), nn.BatchNorm2d(c), nn.ReLU(True)]
    return nn.Sequential(*layers)


class Generator(nn.Module):
    """MWCNN: the pooling is a wavelet transform"""

    def __init__(self):
        super().__init__()
        self.dwt, self.iwt = DWT(), IWT()
        self.head = nn.Conv2d(4, 32, 3, 1, 1)
        self.l1 = block(32, 1)
        self.down = nn.Conv2d(128, 64, 3, 1, 1)
        self.l2 = block(64, 3)
        self.up = nn.Conv2d(64, 128, 3, 1, 1)
        self.l3 = block(32, 1)
        self.tail = nn.Conv2d(32, 4, 3, 1, 1)

    def forward(self, x):
        a = self.l1(F.relu(self.head(self.dwt(x))))
        b = self.l2(F.relu(self.down(self.dwt(a))))
        c = self.l3(self.iwt(self.up(b)) + a)
        return torch.tanh(self.iwt(self.tail(c)))
