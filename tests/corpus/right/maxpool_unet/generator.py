import torch
import torch.nn as nn


class DoubleConv(nn.Module):
    """(conv => BN => ReLU) * 2"""

    def __init__(self, in_ch, out_ch):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(in_ch, out_ch, 3, padding=1),
            nn.BatchNorm2d(out_ch),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_ch, out_ch, 3, padding=1),
            nn.BatchNorm2d(out_ch),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.conv(x)


class Generator(nn.Module):
    """Classic U-Net: max pooling, bilinear upsampling, skip connections."""

    def __init__(self, n_channels=1, n_classes=1, w=8):
        super().__init__()
        self.inc = DoubleConv(n_channels, w)
        self.down1 = DoubleConv(w, w * 2)
        self.down2 = DoubleConv(w * 2, w * 4)
        self.down3 = DoubleConv(w * 4, w * 4)
        self.pool = nn.MaxPool2d(2)
        self.up = nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)
        self.up1 = DoubleConv(w * 8, w * 2)
        self.up2 = DoubleConv(w * 4, w)
        self.up3 = DoubleConv(w * 2, w)
        self.outc = nn.Conv2d(w, n_classes, 1)

    def forward(self, x):
        x1 = self.inc(x)
        x2 = self.down1(self.pool(x1))
        x3 = self.down2(self.pool(x2))
        x4 = self.down3(self.pool(x3))
        y = self.up1(torch.cat([self.up(x4), x3], dim=1))
        y = self.up2(torch.cat([self.up(y), x2], dim=1))
        y = self.up3(torch.cat([self.up(y), x1], dim=1))
        return torch.tanh(self.outc(y))
