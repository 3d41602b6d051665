from torch import nn
from torch.nn import init


class ResBlock(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.block = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(dim, dim, 3), nn.GroupNorm(8, dim), nn.ReLU(True),
            nn.ReflectionPad2d(1), nn.Conv2d(dim, dim, 3), nn.GroupNorm(8, dim))

    def forward(self, x):
        return x + self.block(x)


class Generator(nn.Module):
    """Johnson-style ResNet generator with group norm."""

    def __init__(self, ngf: int = 16, n_blocks: int = 6):
        super().__init__()
        seq = [nn.ReflectionPad2d(3), nn.Conv2d(1, ngf, 7), nn.GroupNorm(8, ngf), nn.ReLU(True)]
        mult = 1
        for _ in range(2):
            seq += [nn.Conv2d(ngf * mult, ngf * mult * 2, 3, stride=2, padding=1),
                    nn.GroupNorm(8, ngf * mult * 2), nn.ReLU(True)]
            mult *= 2
        seq += [ResBlock(ngf * mult) for _ in range(n_blocks)]
        for _ in range(2):
            seq += [nn.ConvTranspose2d(ngf * mult, ngf * mult // 2, 3, stride=2, padding=1, output_padding=1),
                    nn.GroupNorm(8, ngf * mult // 2), nn.ReLU(True)]
            mult //= 2
        seq += [nn.ReflectionPad2d(3), nn.Conv2d(ngf, 1, 7), nn.Tanh()]
        self.model = nn.Sequential(*seq)
        self.reset()

    def reset(self):
        for m in self.modules():
            if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
                init.normal_(m.weight, 0.0, 0.02)
                init.zeros_(m.bias)

    def forward(self, x):
        return self.model(x)
