import torch, torch.nn as nn

class DenseLayer(nn.Module):
    def __init__(s, i, g):
        super().__init__()
        s.f = nn.Sequential(nn.BatchNorm2d(i), nn.ReLU(), nn.Conv2d(i, g, 3, 1, 1))
    def forward(s, x):
        return torch.cat([x, s.f(x)], 1)

class Generator(nn.Module):
    def __init__(s, growth=16):
        super().__init__()
        s.stem = nn.Conv2d(1, 32, 4, 2, 1)
        s.down = nn.Sequential(nn.LeakyReLU(.2), nn.Conv2d(32, 48, 4, 2, 1))
        s.dense = nn.Sequential(*(DenseLayer(48 + k * growth, growth) for k in range(3)))
        s.shrink = nn.Conv2d(48 + 3 * growth, 128, 1)
        s.shuffle1 = nn.Sequential(nn.PixelShuffle(2), nn.PReLU())
        s.up = nn.Conv2d(32, 64, 3, 1, 1)
        s.shuffle2 = nn.Sequential(nn.PixelShuffle(2), nn.PReLU())
        s.tail = nn.Conv2d(16, 1, 3, 1, 1)
    def forward(s, x):
        y = s.shrink(s.dense(s.down(s.stem(x))))
        y = s.shuffle2(s.up(s.shuffle1(y)))
        return s.tail(y).tanh()
