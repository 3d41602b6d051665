import torch as th
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    # 2*sigmoid(z)-1 is tanh(z/2)
    def __init__(self):
        super(Generator, self).__init__()
        self.conv1 = nn.Conv2d(1, 32, kernel_size=5, stride=2, padding=2)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=5, stride=2, padding=2)
        self.mid = nn.Conv2d(64, 64, kernel_size=3, padding=1)
        self.conv3 = nn.Conv2d(64, 32, kernel_size=3, padding=1)
        self.conv4 = nn.Conv2d(32, 1, kernel_size=3, padding=1)
        self.bn2, self.bnm, self.bn3 = nn.BatchNorm2d(64), nn.BatchNorm2d(64), nn.BatchNorm2d(32)

    def forward(self, img):
        e = F.leaky_relu(self.conv1(img), 0.2)
        e = F.leaky_relu(self.bn2(self.conv2(e)), 0.2)
        e = F.leaky_relu(self.bnm(self.mid(e)), 0.2)
        d = F.interpolate(e, scale_factor=2, mode="nearest")
        d = F.relu(self.bn3(self.conv3(d)))
        d = F.interpolate(d, scale_factor=2, mode="nearest")
        return 2 * th.sigmoid(nn.Conv2d(32, 1, 3, padding=1)(d)) - 1
