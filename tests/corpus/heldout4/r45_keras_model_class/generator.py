import torch
from torch import nn
from backend import Conv2D, UpSampling2D, LayerNormalization, Concatenate


class Generator(nn.Module):
    def __init__(self, filters=(24, 48, 96)):
        super().__init__()
        self.build(filters)

    def build(self, filters):
        self.encoder = nn.ModuleList()
        c = 1
        for f in filters:
            self.encoder.append(nn.Sequential(Conv2D(c, f, 3), nn.ReLU(), Conv2D(f, f, 3), LayerNormalization(f), nn.ReLU()))
            c = f
        self.pool = nn.MaxPool2d(2)
        self.bottleneck = nn.Sequential(Conv2D(c, c, 3), nn.ReLU(), nn.Dropout(0.2), Conv2D(c, c, 3), nn.ReLU())
        self.decoder = nn.ModuleList()
        for f in reversed(filters):
            self.decoder.append(nn.ModuleList([nn.Sequential(UpSampling2D(), Conv2D(c, f, 3)), Concatenate(),
                                               nn.Sequential(Conv2D(2 * f, f, 3), LayerNormalization(f), nn.ReLU())]))
            c = f
        self.output_layer = Conv2D(c, 1, 1)

    def call(self, inputs):
        x, skips = inputs, []
        for block in self.encoder:
            x = block(x)
            skips.append(x)
            x = self.pool(x)
        x = self.bottleneck(x)
        for up, concat, block in self.decoder:
            x = block(concat([up(x), skips.pop()]))
        return self.output_layer(x).tanh()

    forward = call
