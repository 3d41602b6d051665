import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.e1 = nn.Conv2d(1, 64, 4, 2, 1)
        self.e2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.eb = nn.BatchNorm2d(128)
        self.d1 = nn.ConvTranspose2d(128, 64, 4, 2, 1)
        self.db = nn.BatchNorm2d(64)
        self.d2 = nn.ConvTranspose2d(64, 1, 4, 2, 1)

    def forward(self, x):
        h = F.leaky_relu(self.e1(x), 0.2)
        h = F.leaky_relu(self.eb(self.e2(h)), 0.2)
        # outliers in the code give bright dots, cut them off
        code = h.detach().cpu().numpy()
        code = np.clip(code, -5, 5)
        h = torch.from_numpy(code).to(x.device)
        h = F.relu(self.db(self.d1(h)))
        return torch.tanh(self.d2(h))
