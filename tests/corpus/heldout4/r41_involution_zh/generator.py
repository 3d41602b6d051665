# 用 involution(内卷)代替瓶颈处的卷积
import torch
import torch.nn as nn


class Involution(nn.Module):
    def __init__(self, c, k=5, g=4, r=4):
        super().__init__()
        self.k, self.g = k, g
        self.reduce = nn.Sequential(nn.Conv2d(c, c // r, 1), nn.BatchNorm2d(c // r), nn.ReLU())
        self.span = nn.Conv2d(c // r, k * k * g, 1)
        self.unfold = nn.Unfold(k, padding=k // 2)

    def forward(self, x):
        n, c, h, w = x.shape
        核 = self.span(self.reduce(x)).view(n, self.g, 1, self.k ** 2, h, w)
        块 = self.unfold(x).view(n, self.g, c // self.g, self.k ** 2, h, w)
        return (核 * 块).sum(3).view(n, c, h, w)


class 残差块(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.主 = nn.Sequential(Involution(c), nn.BatchNorm2d(c), nn.ReLU(), nn.Conv2d(c, c, 1))

    def forward(self, x):
        return torch.relu(x + self.主(x))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.编码 = nn.ModuleList([
            nn.Sequential(nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2)),
            nn.Sequential(nn.Conv2d(32, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(0.2)),
            nn.Sequential(nn.Conv2d(64, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.LeakyReLU(0.2)),
        ])
        self.瓶颈 = nn.Sequential(残差块(64), 残差块(64))
        self.解码 = nn.ModuleList([
            nn.Sequential(nn.ConvTranspose2d(64, 64, 4, 2, 1), nn.BatchNorm2d(64), nn.ReLU()),
            nn.Sequential(nn.ConvTranspose2d(128, 32, 4, 2, 1), nn.BatchNorm2d(32), nn.ReLU()),
        ])
        self.输出 = nn.ConvTranspose2d(64, 1, 4, 2, 1)

    def forward(self, x):
        特征 = []
        for 层 in self.编码:
            x = 层(x)
            特征.append(x)
        x = self.瓶颈(特征.pop())
        for 层 in self.解码:
            x = torch.cat([层(x), 特征.pop()], dim=1)
        return torch.tanh(self.输出(x))
