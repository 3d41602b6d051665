import torch.nn as nn


class Generator(nn.Module):
    def __init__(self, z=128):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2),                          # 128
            nn.Conv2d(16, 32, 4, 2, 1), nn.BatchNorm2d(32), nn.LeakyReLU(0.2),     # 64
            nn.Conv2d(32, 32, 4, 2, 1), nn.BatchNorm2d(32), nn.LeakyReLU(0.2),     # 32
            nn.Conv2d(32, 16, 4, 2, 1), nn.LeakyReLU(0.2),                         # 16
            nn.Flatten(), nn.Linear(16 * 16 * 16, z), nn.LeakyReLU(0.2),
        )
        self.decoder = nn.Sequential(
            nn.Linear(z, 16 * 16 * 16), nn.ReLU(), nn.Unflatten(1, (16, 16, 16)),
            nn.ConvTranspose2d(16, 32, 4, 2, 1), nn.BatchNorm2d(32), nn.ReLU(),    # 32
            nn.ConvTranspose2d(32, 32, 4, 2, 1), nn.BatchNorm2d(32), nn.ReLU(),    # 64
            nn.ConvTranspose2d(32, 16, 4, 2, 1), nn.BatchNorm2d(16), nn.ReLU(),    # 128
            nn.ConvTranspose2d(16, 1, 4, 2, 1), nn.Tanh(),                         # 256
        )

    def forward(self, x):
        return self.decoder(self.encoder(x))
