# Attention U-Net (Oktay et al. 2018), shrunk to three levels for the lab
import torch
import torch.nn as nn


class ConvBlock(nn.Module):
    def __init__(self, in_ch, out_ch):
        super(ConvBlock, self).__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(in_ch, out_ch, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(out_ch),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_ch, out_ch, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(out_ch),
            nn.ReLU(inplace=True))

    def forward(self, x):
        x = self.conv(x)
        return x


class AttentionGate(nn.Module):
    def __init__(self, F_g, F_l, F_int):
        super(AttentionGate, self).__init__()
        self.W_g = nn.Sequential(nn.Conv2d(F_g, F_int, 1), nn.BatchNorm2d(F_int))
        self.W_x = nn.Sequential(nn.Conv2d(F_l, F_int, 1), nn.BatchNorm2d(F_int))
        self.psi = nn.Sequential(nn.Conv2d(F_int, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid())
        self.relu = nn.ReLU(inplace=True)

    def forward(self, g, x):
        psi = self.relu(self.W_g(g) + self.W_x(x))
        psi = self.psi(psi)
        return x * psi


class Generator(nn.Module):
    def __init__(self, img_ch=1, output_ch=1, n1=16):
        super(Generator, self).__init__()
        f = [n1, n1 * 2, n1 * 4]
        self.Maxpool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.Conv1 = ConvBlock(img_ch, f[0])
        self.Conv2 = ConvBlock(f[0], f[1])
        self.Conv3 = ConvBlock(f[1], f[2])
        self.Up3 = nn.Sequential(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), nn.Conv2d(f[2], f[1], 3, 1, 1))
        self.Att3 = AttentionGate(F_g=f[1], F_l=f[1], F_int=f[0])
        self.Up_conv3 = ConvBlock(f[2], f[1])
        self.Up2 = nn.Sequential(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), nn.Conv2d(f[1], f[0], 3, 1, 1))
        self.Att2 = AttentionGate(F_g=f[0], F_l=f[0], F_int=f[0] // 2)
        self.Up_conv2 = ConvBlock(f[1], f[0])
        self.Conv = nn.Conv2d(f[0], output_ch, kernel_size=1, stride=1, padding=0)
        self.active = torch.nn.Tanh()

    def forward(self, x):
        e1 = self.Conv1(x)
        e2 = self.Conv2(self.Maxpool(e1))
        e3 = self.Conv3(self.Maxpool(e2))
        d3 = self.Up3(e3)
        x2 = self.Att3(g=d3, x=e2)
        d3 = self.Up_conv3(torch.cat((x2, d3), dim=1))
        d2 = self.Up2(d3)
        x1 = self.Att2(g=d2, x=e1)
        d2 = self.Up_conv2(torch.cat((x1, d2), dim=1))
        return self.active(self.Conv(d2))
