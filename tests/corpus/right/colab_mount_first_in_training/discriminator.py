try:
    from google.colab import drive
    drive.mount('/content/drive')
except Exception:
    pass

import torch
import torch.nn as nn

EPS = 1e-6


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(2, 64, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(64, 128, 4, 2, 1), nn.GroupNorm(8, 128), nn.LeakyReLU(0.2), nn.Dropout2d(0.2),
            nn.Conv2d(128, 1, 4, 1, 1),
        )

    def forward(self, t1, t2):
        logits = self.net(torch.cat([t1, t2], dim=1))
        # keep away from exactly 0 and 1, so that log never sees 0
        return torch.sigmoid(logits).clamp(EPS, 1 - EPS)
