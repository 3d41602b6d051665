import torch.nn as nn

def cbl(i, o, bn=True):
    m = [nn.Conv2d(i, o, 4, 2, 1)]
    if bn: m += [nn.BatchNorm2d(o)]
    return m + [nn.LeakyReLU(0.2)]

def dbr(i, o):
    return [nn.ConvTranspose2d(i, o, 4, 2, 1), nn.BatchNorm2d(o), nn.ReLU()]
