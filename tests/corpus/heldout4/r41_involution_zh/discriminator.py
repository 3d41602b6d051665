import torch
import torch.nn as nn
from collections import OrderedDict


class Discriminator(nn.Module):
    # PatchGAN 判别器(70x70 感受野),输出 30x30
    def __init__(self, ch=48):
        super().__init__()
        self.net = nn.Sequential(OrderedDict([
            ('conv1', nn.Conv2d(2, ch, 4, 2, 1)), ('act1', nn.LeakyReLU(0.2)),
            ('conv2', nn.Conv2d(ch, ch * 2, 4, 2, 1)), ('bn2', nn.BatchNorm2d(ch * 2)), ('act2', nn.LeakyReLU(0.2)),
            ('conv3', nn.Conv2d(ch * 2, ch * 4, 4, 2, 1)), ('bn3', nn.BatchNorm2d(ch * 4)), ('act3', nn.LeakyReLU(0.2)),
            ('conv4', nn.Conv2d(ch * 4, ch * 4, 4, 1, 1)), ('bn4', nn.BatchNorm2d(ch * 4)), ('act4', nn.LeakyReLU(0.2)),
            ('conv5', nn.Conv2d(ch * 4, 1, 4, 1, 1)), ('sigmoid', nn.Sigmoid()),
        ]))

    def forward(self, x1, x2):
        return self.net(torch.cat([x1, x2], dim=1))
