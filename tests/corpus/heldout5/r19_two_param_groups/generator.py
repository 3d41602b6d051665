import torch.nn as nn


class ResBlock(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.body = nn.Sequential(
            nn.ReflectionPad2d(1), nn.Conv2d(c, c, 3, bias=False), nn.InstanceNorm2d(c), nn.ReLU(),
            nn.ReflectionPad2d(1), nn.Conv2d(c, c, 3, bias=False), nn.InstanceNorm2d(c))

    def forward(self, x):
        return x + self.body(x)


class Generator(nn.Sequential):
    """ResNet generator that grows back by Upsample + Conv."""

    def __init__(self, w=24, blocks=3):
        layers = [nn.ReflectionPad2d(3), nn.Conv2d(1, w, 7), nn.InstanceNorm2d(w), nn.ReLU()]
        for k in (1, 2):
            layers += [nn.Conv2d(w * k, w * k * 2, 3, 2, 1), nn.InstanceNorm2d(w * k * 2), nn.ReLU()]
        layers += [ResBlock(4 * w) for _ in range(blocks)]
        for k in (4, 2):
            layers += [nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(w * k, w * k // 2, 3, 1, 1),
                       nn.InstanceNorm2d(w * k // 2), nn.ReLU()]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(w, 1, 7), nn.Tanh()]
        super().__init__(*layers)
