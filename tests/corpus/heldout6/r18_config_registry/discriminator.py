import torch
import torch.nn as nn

from generator import Layer, build


class Pair(Layer, key="pair"):
    def forward(self, xs):
        return torch.cat(xs, 1)


class Head(Layer, key="head"):
    def __init__(self, cin):
        super().__init__()
        self.op = nn.Conv2d(cin, 1, 4, 1, 1)

    def forward(self, x):
        return self.op(x).sigmoid()


CONFIG = {
    "layers": [
        {"type": "pair"},
        {"type": "down", "cin": 2, "cout": 32, "norm": False},
        {"type": "down", "cin": 32, "cout": 64},
        {"type": "res", "c": 64},
        {"type": "head", "cin": 64},
    ],
}


class Discriminator(nn.Sequential):
    def __init__(self):
        super().__init__(*build(CONFIG))

    def forward(self, x1, x2):
        return super().forward([x1, x2])
