import torch
import torch.nn as nn


class NoiseLayer(nn.Module):
    """Gaussian noise on the features while training (like StyleGAN's), nothing in eval mode."""
    def __init__(self, channels):
        super().__init__()
        self.scale = nn.Parameter(torch.full((1, channels, 1, 1), 0.02))

    def forward(self, x):
        if not self.training:
            return x
        noise = torch.randn(x.size(0), 1, x.size(2), x.size(3), device=x.device, dtype=x.dtype)
        return x + self.scale * noise


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(1, 48, 4, 2, 1), nn.LeakyReLU(0.2, True),
            nn.Conv2d(48, 96, 4, 2, 1), nn.BatchNorm2d(96), nn.LeakyReLU(0.2, True),
            NoiseLayer(96),
            nn.Conv2d(96, 96, 3, 1, 1), nn.BatchNorm2d(96), nn.LeakyReLU(0.2, True),
            nn.ConvTranspose2d(96, 48, 4, 2, 1), nn.BatchNorm2d(48), nn.ReLU(True),
            nn.Dropout(0.3),
            nn.ConvTranspose2d(48, 1, 4, 2, 1),
        )

    def forward(self, x):
        return torch.tanh(self.main(x))
