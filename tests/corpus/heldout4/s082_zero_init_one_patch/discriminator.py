import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self, nf=16):
        super().__init__()
        layers, cin = [], 2
        for i in range(7):
            cout = min(nf * 2 ** i, 128)
            layers.append(nn.Conv2d(cin, cout, 4, 2, 1))
            if i > 0 and i < 6:
                layers.append(nn.BatchNorm2d(cout))
            layers.append(nn.LeakyReLU(0.2))
            cin = cout
        layers += [nn.Conv2d(cin, 1, 4, 2, 1), nn.Sigmoid()]
        self.model = nn.Sequential(*layers)

    def forward(self, x1, x2):
        return self.model(torch.cat([x1, x2], dim=1))
