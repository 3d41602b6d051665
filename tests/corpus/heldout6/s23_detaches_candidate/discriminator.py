import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.layer1 = nn.Conv2d(2, 64, 4, 2, 1)
        self.layer2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.norm2 = nn.BatchNorm2d(128)
        self.layer3 = nn.Conv2d(128, 1, 4, 1, 1)
        self.relu = nn.LeakyReLU(0.2)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x1, x2):
        # 判别器的梯度不应该传回生成器, 所以这里先 detach
        x1, x2 = x1.detach(), x2.detach()
        x = torch.cat([x1, x2], dim=1)
        x = self.relu(self.layer1(x))
        x = self.relu(self.norm2(self.layer2(x)))
        return self.sigmoid(self.layer3(x))
