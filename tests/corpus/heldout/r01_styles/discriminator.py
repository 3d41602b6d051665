import torch
import torch.nn as nn


def block(cin, cout, stride, norm=True):
    layers = [nn.Conv2d(cin, cout, kernel_size=4, stride=stride, padding=1, bias=not norm)]
    if norm:
        layers += [nn.BatchNorm2d(cout)]
    return layers + [nn.LeakyReLU(0.2, True)]


class Discriminator(nn.Module):
    def __init__(self, ndf=32):
        super().__init__()
        self.features = nn.Sequential(
            *block(2, ndf, 2, norm=False), *block(ndf, ndf * 2, 2), *block(ndf * 2, ndf * 4, 2),
            *block(ndf * 4, ndf * 8, 1))
        self.classifier = nn.Conv2d(ndf * 8, 1, kernel_size=4, stride=1, padding=1)

    def forward(self, x1, x2):
        h = torch.cat((x1, x2), dim=1)
        h = self.features(h)
        h = self.classifier(h)
        return torch.sigmoid(h)
