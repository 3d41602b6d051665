import torch
from torch import nn


class Dynamics(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv1 = nn.Conv2d(c + 1, c, 3, padding=1)
        self.norm = nn.GroupNorm(8, c)
        self.conv2 = nn.Conv2d(c, c, 3, padding=1)

    def forward(self, t, h):
        tt = torch.full_like(h[:, :1], t)
        return self.conv2(torch.tanh(self.norm(self.conv1(torch.cat((h, tt), 1)))))


class Generator(nn.Module):
    """encoder, a neural ODE (one field, RK2 steps, shared weights), decoder"""

    def __init__(self, c=64, steps=4):
        super().__init__()
        self.steps = steps
        self.encode = nn.Sequential(nn.Conv2d(1, c // 2, 5, 2, 2), nn.Softplus(), nn.Conv2d(c // 2, c, 5, 2, 2), nn.GroupNorm(8, c))
        self.f = Dynamics(c)
        self.decode = nn.Sequential(nn.Softplus(), nn.Conv2d(c, c * 2, 3, padding=1), nn.PixelShuffle(2), nn.Softplus(),
                                    nn.Conv2d(c // 2, c * 2, 3, padding=1), nn.PixelShuffle(2), nn.Conv2d(c // 2, 1, 3, padding=1))

    def forward(self, x):
        h, dt = self.encode(x), 1.0 / self.steps
        for i in range(self.steps):
            t = i * dt
            k = self.f(t, h)
            h = h + dt * self.f(t + dt / 2, h + dt / 2 * k)
        return torch.tanh(self.decode(h))
