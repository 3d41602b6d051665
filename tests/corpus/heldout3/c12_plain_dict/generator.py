import torch
from torch import nn


class Generator(nn.Module):
    """编码器-解码器，用 ModuleDict 存放各层"""

    def __init__(self, ch=(64, 128)):
        super().__init__()
        a, b = ch
        self.enc = dict({
            "c1": nn.Conv2d(1, a, 4, 2, 1),
            "c2": nn.Conv2d(a, b, 4, 2, 1),
        })
        self.dec = nn.ModuleDict({
            "t1": nn.ConvTranspose2d(b, a, 4, 2, 1),
            "t2": nn.ConvTranspose2d(a, 1, 4, 2, 1),
        })
        self.norm = nn.ModuleDict({"c2": nn.BatchNorm2d(b), "t1": nn.BatchNorm2d(a)})
        self.act = nn.LeakyReLU(0.2)

    def forward(self, x):
        for key, layer in self.enc.items():
            x = layer(x)
            if key in self.norm:
                x = self.norm[key](x)
            x = self.act(x)
        x = torch.relu(self.norm["t1"](self.dec["t1"](x)))
        return torch.tanh(self.dec["t2"](x))
