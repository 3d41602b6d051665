import torch
from torch import nn, Tensor


class Generator(nn.Module):
    """T2 is T1 plus a learned change, added in the domain *before* the tanh:

        out = tanh( atanh(t1) + f(t1) )
    """

    def __init__(self, width: int = 40, eps: float = 5e-3) -> None:
        super().__init__()
        self.eps = eps
        c1, c2, c4 = width, width * 2, width * 4
        self.down = nn.Sequential(
            nn.Conv2d(1, c1, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(c1, c2, 4, 2, 1, bias=False), nn.BatchNorm2d(c2), nn.LeakyReLU(0.2),
        )
        self.body = nn.Sequential(nn.Conv2d(c2, c4, 1), nn.GELU(), nn.Conv2d(c4, c2, 3, padding=1))
        self.up = nn.Sequential(
            nn.ConvTranspose2d(c2, c1, 4, 2, 1, bias=False), nn.BatchNorm2d(c1), nn.ReLU(),
            nn.ConvTranspose2d(c1, 1, 4, 2, 1),
        )

    def delta(self, x: Tensor) -> Tensor:
        h = self.down(x)
        return self.up(h + self.body(h))

    def forward(self, t1: Tensor) -> Tensor:
        identity = torch.atanh(t1.clamp(-1 + self.eps, 1 - self.eps))
        return torch.tanh(identity + self.delta(t1))
