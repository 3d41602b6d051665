import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self, nf=32):
        super().__init__()
        layers, c = [], 2
        for i, s in enumerate([2, 2, 2, 1]):
            o = nf * min(2 ** i, 8)
            layers += [nn.Conv2d(c, o, 4, s, 1)]
            if i > 0:
                layers += [nn.InstanceNorm2d(o)]
            layers += [nn.LeakyReLU(0.2)]
            c = o
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Conv2d(c, 1, 4, 1, 1)

    def forward(self, condition, image):
        h = torch.cat((condition, image), dim=1)
        h = self.features(h)
        h = self.classifier(h)
        return h
