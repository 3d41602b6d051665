import torch
from torch import nn
from backend import Conv2D, LayerNormalization


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential()
        c = 2
        for i, f in enumerate([32, 64, 128]):
            self.model.add_module(f"conv_{i}", Conv2D(c, f, 5, strides=2))
            self.model.add_module(f"ln_{i}", LayerNormalization(f))
            self.model.add_module(f"lrelu_{i}", nn.LeakyReLU(0.3))
            c = f
        self.model.add_module("dropout", nn.Dropout(0.3))
        self.model.add_module("logits", Conv2D(c, 1, 3))
        self.model.add_module("probabilities", nn.Sigmoid())

    def forward(self, x1, x2):
        return self.model(torch.cat([x1, x2], dim=1))
