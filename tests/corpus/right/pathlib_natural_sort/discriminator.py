import torch
from torch import Tensor, nn


class Discriminator(nn.Module):
    def __init__(self, width: int = 64) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(2, width, 4, stride=2, padding=1)
        self.conv2 = nn.Conv2d(width, 2 * width, 4, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(2 * width)
        self.conv3 = nn.Conv2d(2 * width, 1, 4, stride=1, padding=1)
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x1: Tensor, x2: Tensor) -> Tensor:
        h = torch.cat((x1, x2), 1)
        h = self.act(self.conv1(h))
        h = self.act(self.norm(self.conv2(h)))
        return torch.sigmoid(self.conv3(h))
