import torch
import torch.nn as nn


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 64, 4, 2, 1)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn2 = nn.BatchNorm2d(128)
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x):
        return self.act(self.bn2(self.conv2(self.act(self.conv1(x)))))


class Decoder(nn.Module):
    def __init__(self, in_channels):
        super().__init__()
        half = in_channels // 2
        self.up1 = nn.ConvTranspose2d(in_channels, half, 4, 2, 1)
        self.bn1 = nn.BatchNorm2d(half)
        self.up2 = nn.ConvTranspose2d(half, 1, 4, 2, 1)

    def forward(self, z):
        return torch.tanh(self.up2(torch.relu(self.bn1(self.up1(z)))))


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder()
        self.decoder = None

    def forward(self, x):
        z = self.encoder(x)
        if self.decoder is None:
            # we only know the number of channels now
            self.decoder = Decoder(z.shape[1]).to(z.device)
            self.decoder.train(self.training)
        return self.decoder(z)
