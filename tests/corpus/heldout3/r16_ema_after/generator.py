import torch
from torch import nn


class Generator(nn.Module):
    """Encoder/decoder that keeps an exponential average of its code for monitoring."""

    def __init__(self, momentum=0.99):
        super().__init__()
        self.momentum = momentum
        self.encoder = nn.Sequential()
        self.encoder.add_module("conv1", nn.Conv2d(1, 64, 4, 2, 1))
        self.encoder.add_module("act1", nn.LeakyReLU(0.2))
        self.encoder.add_module("conv2", nn.Conv2d(64, 128, 4, 2, 1))
        self.encoder.add_module("norm2", nn.BatchNorm2d(128))
        self.encoder.add_module("act2", nn.LeakyReLU(0.2))
        self.decoder = nn.Sequential()
        self.decoder.add_module("up1", nn.ConvTranspose2d(128, 64, 4, 2, 1))
        self.decoder.add_module("norm1", nn.BatchNorm2d(64))
        self.decoder.add_module("relu", nn.ReLU())
        self.decoder.add_module("up2", nn.ConvTranspose2d(64, 1, 4, 2, 1))
        self.register_buffer("ema_code", torch.zeros(128))
        self.register_buffer("steps", torch.tensor(0))

    def forward(self, x):
        code = self.encoder(x)
        if self.training:
            with torch.no_grad():
                self.ema_code.mul_(self.momentum).add_(code.mean(dim=(0, 2, 3)), alpha=1 - self.momentum)
                self.steps += 1
        return torch.tanh(self.decoder(code))
