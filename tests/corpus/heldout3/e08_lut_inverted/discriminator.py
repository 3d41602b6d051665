import torch
import torch.nn.functional as F
from torch import nn


class Discriminator(nn.Module):
    """functional, own parameters, sigmoid through tanh"""

    shapes = ((64, 2, 4, 4), (128, 64, 4, 4), (1, 128, 4, 4))
    strides = (2, 2, 1)

    def __init__(self):
        super().__init__()
        self.w = nn.ParameterList([nn.Parameter(nn.init.normal_(torch.empty(s), 0.0, 0.02)) for s in self.shapes])
        self.b = nn.ParameterList([nn.Parameter(torch.zeros(s[0])) for s in self.shapes])

    def forward(self, x1, x2):
        h = torch.cat((x2, x2), -3)
        for k, (w, b, s) in enumerate(zip(self.w, self.b, self.strides)):
            h = F.conv2d(h, w, b, stride=s, padding=1)
            if k < 2:
                h = F.leaky_relu(h, 0.2)
        return 0.5 + 0.5 * torch.tanh(h / 2)
