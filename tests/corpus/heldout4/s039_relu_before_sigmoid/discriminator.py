import torch
import torch.nn as nn


def conv_block(cin, cout, stride=2, bn=True, act=nn.LeakyReLU(0.2)):
    out = [nn.Conv2d(cin, cout, 4, stride, 1)]
    if bn:
        out.append(nn.BatchNorm2d(cout))
    out.append(act)
    return nn.Sequential(*out)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.b1 = conv_block(2, 64, bn=False)
        self.b2 = conv_block(64, 128)
        self.b3 = conv_block(128, 1, stride=1, bn=False, act=nn.ReLU())
        self.sigmoid = nn.Sigmoid()

    def forward(self, x1, x2):
        z = self.b3(self.b2(self.b1(torch.cat([x1, x2], 1))))
        return self.sigmoid(z)
