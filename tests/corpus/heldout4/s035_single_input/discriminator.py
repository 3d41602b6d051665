import torch.nn as nn


class Discriminator(nn.Module):
    """Takes the already concatenated pair, see the training loop."""

    def __init__(self, in_channels=2, features=(64, 128)):
        super().__init__()
        layers = [nn.Conv2d(in_channels, features[0], 4, 2, 1), nn.LeakyReLU(0.2)]
        for a, b in zip(features, features[1:]):
            layers += [nn.Conv2d(a, b, 4, 2, 1), nn.BatchNorm2d(b), nn.LeakyReLU(0.2)]
        layers += [nn.Conv2d(features[-1], 1, 4, 1, 1), nn.Sigmoid()]
        self.model = nn.Sequential(*layers)

    def forward(self, x):
        return self.model(x)
