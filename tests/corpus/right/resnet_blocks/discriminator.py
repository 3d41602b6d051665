import torch
import torch.nn as nn
import torch.nn.functional as F


class Discriminator(nn.Module):
    # no normalisation at all
    def __init__(self):
        super(Discriminator, self).__init__()
        self.c1 = nn.Conv2d(2, 48, 4, 2, 1)
        self.c2 = nn.Conv2d(48, 96, 4, 2, 1)
        self.c3 = nn.Conv2d(96, 128, 4, 2, 1)
        self.out = nn.Conv2d(128, 1, 3, 1, 1)

    def forward(self, x1, x2):
        x = torch.cat([x1, x2], axis=1)
        for conv in (self.c1, self.c2, self.c3):
            x = F.leaky_relu(conv(x), 0.2)
        return F.sigmoid(self.out(x))
