import torch
from torch import nn


class Generator(nn.Module):
    """The encoder is one Sequential; forward hooks keep the skip features for the decoder."""

    def __init__(self, chs=(20, 40, 80, 120)):
        super().__init__()
        blocks, c = [], 1
        for ch in chs:
            blocks.append(nn.Sequential(nn.Conv2d(c, ch, 4, 2, 1, bias=False), nn.BatchNorm2d(ch), nn.LeakyReLU(0.2)))
            c = ch
        self.encoder = nn.Sequential(*blocks)
        self._skips = []
        for b in self.encoder:
            b.register_forward_hook(self._remember)
        ups = []
        for i, ch in enumerate(reversed(chs[:-1])):
            ups.append(nn.Sequential(nn.Upsample(scale_factor=2, mode='nearest'), nn.Conv2d(c, ch, 3, 1, 1, bias=False), nn.BatchNorm2d(ch), nn.ReLU()))
            c = ch * 2
        self.ups = nn.ModuleList(ups)
        self.final = nn.Sequential(nn.Upsample(scale_factor=2, mode='nearest'), nn.Conv2d(c, 1, 5, 1, 2), nn.Tanh())

    def _remember(self, module, args, output):
        self._skips.append(output)

    def forward(self, x):
        self._skips.clear()
        x = self.encoder(x)
        self._skips.pop()
        for up in self.ups:
            x = torch.cat([up(x), self._skips.pop()], 1)
        return self.final(x)
