import torch.nn as nn


def conv(i, o):
    return [nn.Conv2d(i, o, 4, 2, 1), nn.BatchNorm2d(o), nn.LeakyReLU(0.2)]


def deconv(i, o):
    return [nn.ConvTranspose2d(i, o, 4, 2, 1), nn.BatchNorm2d(o), nn.ReLU()]


def Generator(nf=32):
    """A function that builds the network."""
    return nn.Sequential(
        nn.Conv2d(1, nf, 4, 2, 1), nn.LeakyReLU(0.2),
        *conv(nf, 2 * nf), *conv(2 * nf, 4 * nf),
        *deconv(4 * nf, 2 * nf), *deconv(2 * nf, nf),
        nn.ConvTranspose2d(nf, 1, 4, 2, 1), nn.Tanh(),
    )
