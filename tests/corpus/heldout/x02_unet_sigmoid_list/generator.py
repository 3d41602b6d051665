from torch import nn
import torch.nn.functional as F


class Residual(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.a, self.b = nn.Conv2d(n, n, 3, padding=1), nn.Conv2d(n, n, 3, padding=1)
        self.n1, self.n2 = nn.GroupNorm(4, n), nn.GroupNorm(4, n)

    def forward(self, x):
        y = F.silu(self.n1(self.a(x)))
        return x + self.n2(self.b(y))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        w = 32
        self.stem = nn.Conv2d(1, w, 7, padding=3, padding_mode="reflect")
        self.down1 = nn.Conv2d(w, w * 2, 3, 2, 1)
        self.down2 = nn.Conv2d(w * 2, w * 4, 3, 2, 1)
        self.body = [Residual(w * 4) for _ in range(2)]
        self.up1 = nn.Conv2d(w * 4, w * 2, 3, 1, 1)
        self.up2 = nn.Conv2d(w * 2, w, 3, 1, 1)
        self.head = nn.Conv2d(w, 1, 7, padding=3)

    def forward(self, x):
        h = F.relu(self.stem(x))
        h = F.relu(self.down1(h))
        h = F.relu(self.down2(h))
        for layer in self.body:
            h = layer(h)
        h = F.relu(self.up1(F.interpolate(h, scale_factor=2)))
        h = F.relu(self.up2(F.interpolate(h, scale_factor=2)))
        h = self.head(h)
        return h.sigmoid()
