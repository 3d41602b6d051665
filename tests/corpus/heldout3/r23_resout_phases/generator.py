"""Global residual: the network corrects T1 before the squashing (atanh keeps T1 where it was)."""
import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, c: int = 32) -> None:
        super().__init__()
        self.down1 = nn.Conv2d(1, c, 4, 2, 1, padding_mode="reflect")
        self.down2 = nn.Conv2d(c, 2 * c, 4, 2, 1, padding_mode="reflect")
        self.bn_d = nn.BatchNorm2d(2 * c)
        self.up1 = nn.ConvTranspose2d(2 * c, c, 4, 2, 1)
        self.bn_u = nn.BatchNorm2d(c)
        self.up2 = nn.ConvTranspose2d(2 * c, 1, 4, 2, 1)
        self.mix = nn.Parameter(torch.tensor(0.3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        a = nn.functional.leaky_relu(self.down1(x), 0.2)
        b = nn.functional.leaky_relu(self.bn_d(self.down2(a)), 0.2)
        c = torch.relu(self.bn_u(self.up1(b)))
        d = self.up2(torch.cat((c, a), 1))
        return torch.tanh(d + self.mix * torch.atanh(0.9 * x))
