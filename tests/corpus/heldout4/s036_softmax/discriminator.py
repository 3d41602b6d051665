import torch
import torch.nn as nn
import torch.nn.functional as F

class Discriminator(nn.Module):
    def __init__(self):
        super(Discriminator, self).__init__()
        self.conv1 = nn.Conv2d(2, 64, 4, 2, 1)
        self.conv2 = nn.Conv2d(64, 128, 4, 2, 1)
        self.norm2 = nn.BatchNorm2d(128)
        self.conv3 = nn.Conv2d(128, 1, 4, 1, 1)

    def forward(self, x1, x2):
        h = torch.cat([x1, x2], dim=1)
        h = F.leaky_relu(self.conv1(h), negative_slope=0.2)
        h = F.leaky_relu(self.norm2(self.conv2(h)), negative_slope=0.2)
        # turn the scores into probabilities
        return F.softmax(self.conv3(h), dim=1)
