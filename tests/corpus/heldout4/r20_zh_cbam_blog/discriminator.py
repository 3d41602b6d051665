# 判别器:PatchGAN
import torch
import torch.nn as nn


def 卷积块(输入, 输出, 归一化=True):
    层 = [nn.Conv2d(输入, 输出, kernel_size=4, stride=2, padding=1)]
    if 归一化:
        层.append(nn.BatchNorm2d(输出))
    层.append(nn.LeakyReLU(0.2, inplace=True))
    return 层


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            *卷积块(2, 32, 归一化=False),
            *卷积块(32, 64),
            *卷积块(64, 128),
            *卷积块(128, 256),
            nn.ZeroPad2d((1, 0, 1, 0)),
            nn.Conv2d(256, 1, 4, padding=1, bias=False),
            nn.Sigmoid()
        )

    def forward(self, x1, x2):
        return self.model(torch.cat((x1, x2), 1))
