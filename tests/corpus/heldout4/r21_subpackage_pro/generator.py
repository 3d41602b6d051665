from torch import nn
from nets import UNet


def Generator():
    return nn.Sequential(UNet(), nn.Tanh())
