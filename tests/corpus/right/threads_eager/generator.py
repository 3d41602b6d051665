import torch.nn as nn


def init_weights(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.kaiming_normal_(m.weight, a=0.2)
        if m.bias is not None:
            nn.init.constant_(m.bias, 0)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.constant_(m.bias, 0)


class Generator(nn.Module):
    def __init__(self, c=24):
        super().__init__()
        def cbr(i, o, **kw):
            return nn.Sequential(nn.Conv2d(i, o, bias=False, **kw), nn.BatchNorm2d(o), nn.LeakyReLU(0.2))
        self.layers = nn.ModuleDict({
            "down1": cbr(1, c, kernel_size=4, stride=2, padding=1),
            "down2": cbr(c, 2 * c, kernel_size=4, stride=2, padding=1),
            "wide1": cbr(2 * c, 2 * c, kernel_size=3, padding=2, dilation=2),
            "wide2": cbr(2 * c, 2 * c, kernel_size=3, padding=4, dilation=4),
            "up1": nn.Sequential(nn.ConvTranspose2d(2 * c, c, 4, 2, 1), nn.BatchNorm2d(c), nn.ReLU()),
            "up2": nn.Sequential(nn.ConvTranspose2d(c, 1, 4, 2, 1), nn.Tanh()),
        })
        self.apply(init_weights)

    def forward(self, x):
        for layer in self.layers.values():
            x = layer(x)
        return x
