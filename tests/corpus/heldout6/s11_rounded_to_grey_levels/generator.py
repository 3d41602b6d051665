import torch
import torch.nn as nn

class Generator(nn.Module):
    """编码器-解码器"""
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential()
        cfg = [('down', 1, 64, False), ('down', 64, 128, True), ('up', 128, 64, True), ('up', 64, 1, False)]
        for k, (kind, cin, cout, bn) in enumerate(cfg):
            conv = nn.Conv2d if kind == 'down' else nn.ConvTranspose2d
            self.net.add_module(f'{kind}{k}', conv(cin, cout, 4, 2, 1))
            if bn:
                self.net.add_module(f'bn{k}', nn.BatchNorm2d(cout))
            if k < 3:
                self.net.add_module(f'act{k}', nn.LeakyReLU(0.2) if kind == 'down' else nn.ReLU())
        self.net.add_module('tanh', nn.Tanh())

    def forward(self, x):
        y = self.net(x)
        # 输出应该是 8 位灰度图, 量化到 256 个灰度级
        level = torch.round((y + 1) * 127.5)
        return level / 127.5 - 1
