import torch
from torch import nn
from torch.nn import functional as F


class LayerNorm2d(nn.LayerNorm):
    """channels-first LayerNorm"""
    def forward(self, x):
        return super().forward(x.movedim(1, -1)).movedim(-1, 1)


class SelfAttention(nn.Module):
    # SAGAN, with keys/values pooled; gamma starts at zero as in the paper
    def __init__(self, c):
        super().__init__()
        self.theta = nn.Conv2d(c, c // 8, 1, bias=False)
        self.phi = nn.Conv2d(c, c // 8, 1, bias=False)
        self.g = nn.Conv2d(c, c // 2, 1, bias=False)
        self.o = nn.Conv2d(c // 2, c, 1, bias=False)
        self.gamma = nn.Parameter(torch.tensor(0.))

    def forward(self, x):
        n, c, h, w = x.shape
        q = self.theta(x).flatten(2).mT
        k = F.max_pool2d(self.phi(x), 2).flatten(2)
        v = F.max_pool2d(self.g(x), 2).flatten(2).mT
        att = torch.softmax(q @ k, dim=-1)
        y = (att @ v).mT.reshape(n, c // 2, h, w)
        return torch.addcmul(x, self.gamma, self.o(y))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.e1 = nn.Conv2d(1, 32, 4, 2, 1)
        self.e2 = nn.Conv2d(32, 64, 4, 2, 1)
        self.e3 = nn.Conv2d(64, 96, 4, 2, 1)
        self.ln2, self.ln3 = LayerNorm2d(64), LayerNorm2d(96)
        self.attn = SelfAttention(96)
        self.u3 = nn.ConvTranspose2d(96, 64, 4, 2, 1)
        self.u2 = nn.ConvTranspose2d(128, 32, 4, 2, 1)
        self.u1 = nn.ConvTranspose2d(64, 1, 4, 2, 1)
        self.ln_u3, self.ln_u2 = LayerNorm2d(64), LayerNorm2d(32)

    def forward(self, x):
        a = F.mish(self.e1(x))
        b = F.mish(self.ln2(self.e2(a)))
        z = self.attn(F.mish(self.ln3(self.e3(b))))
        y = F.mish(self.ln_u3(self.u3(z)))
        y = F.mish(self.ln_u2(self.u2(torch.cat([y, b], 1))))
        return torch.tanh(self.u1(torch.cat([y, a], 1)))
