"""ConvNeXt blocks, channels-last LayerNorm, layer scale; learns slowly at first."""
import torch
from torch import nn


class LN(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).contiguous()


class Block(nn.Module):
    def __init__(self, dim, scale=0.1):
        super().__init__()
        self.dw = nn.Conv2d(dim, dim, 7, padding=3, groups=dim)
        self.ln = LN(dim)
        self.pw1 = nn.Conv2d(dim, 3 * dim, 1)
        self.pw2 = nn.Conv2d(3 * dim, dim, 1)
        self.gamma = nn.Parameter(scale * torch.ones(dim))

    def forward(self, x):
        y = self.pw2(nn.functional.gelu(self.pw1(self.ln(self.dw(x)))))
        return x + self.gamma[:, None, None] * y


class Generator(nn.Module):
    def __init__(self, dim=32, depth=4):
        super().__init__()
        self.stem = nn.Conv2d(1, dim, 4, stride=4)
        self.norm = LN(dim)
        self.blocks = nn.Sequential(*[Block(dim) for _ in range(depth)])
        self.up1 = nn.ConvTranspose2d(dim, dim // 2, 2, 2)
        self.up2 = nn.ConvTranspose2d(dim // 2, 8, 2, 2)
        self.out = nn.Conv2d(8, 1, 3, padding=1)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.trunc_normal_(m.weight, std=0.02)
                nn.init.zeros_(m.bias)

    def forward(self, x):
        x = self.blocks(self.norm(self.stem(x)))
        x = nn.functional.gelu(self.up1(x))
        x = nn.functional.gelu(self.up2(x))
        return torch.tanh(self.out(x))
