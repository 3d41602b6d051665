import torch
import torch.nn as nn
import torch.nn.functional as F


class Generator(nn.Module):
    def __init__(self, ch=64):
        super(Generator, self).__init__()
        self.e1 = nn.Conv2d(1, ch, 4, 2, 1)
        self.e2 = nn.Conv2d(ch, ch * 2, 4, 2, 1)
        self.n2 = nn.BatchNorm2d(ch * 2)
        self.d1 = nn.ConvTranspose2d(ch * 2, ch, 4, 2, 1)
        self.n3 = nn.BatchNorm2d(ch)
        self.d2 = nn.ConvTranspose2d(ch, 1, 4, 2, 1)

    def act(self, x):
        # randomized leaky relu worked best in the Xu et al. paper
        return F.rrelu(x, lower=0.1, upper=0.3, training=True)

    def forward(self, x):
        x = self.act(self.e1(x))
        x = self.act(self.n2(self.e2(x)))
        x = F.relu(self.n3(self.d1(x)))
        return torch.tanh(self.d2(x))
