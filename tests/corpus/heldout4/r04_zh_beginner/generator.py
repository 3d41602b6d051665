import torch
import torch.nn as nn


# 生成器:编码器-解码器,和讲义一样
class Generator(nn.Module):
    def __init__(self):
        super(Generator, self).__init__()
        # 编码器
        self.conv1 = nn.Conv2d(1, 64, 4, 2, 1)
        self.act1 = nn.LeakyReLU(0.2)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.bn2 = nn.BatchNorm2d(128)
        self.act2 = nn.LeakyReLU(0.2)
        # 解码器
        self.deconv1 = nn.ConvTranspose2d(128, 64, 4, 2, 1)
        self.bn3 = nn.BatchNorm2d(64)
        self.act3 = nn.ReLU()
        self.deconv2 = nn.ConvTranspose2d(64, 1, 4, 2, 1)
        self.tanh = nn.Tanh()

    def forward(self, x):
        # x: (N,1,256,256)
        x = self.conv1(x)      # (N,64,128,128)
        x = self.act1(x)
        x = self.conv2(x)      # (N,128,64,64)
        x = self.bn2(x)
        x = self.act2(x)
        x = self.deconv1(x)    # (N,64,128,128)
        x = self.bn3(x)
        x = self.act3(x)
        x = self.deconv2(x)    # (N,1,256,256)
        out = self.tanh(x)
        return out


if __name__ == '__main__':
    网络 = Generator()
    print(网络)
    print(网络(torch.randn(1, 1, 256, 256)).shape)
