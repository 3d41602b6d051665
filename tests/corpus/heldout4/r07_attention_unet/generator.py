# Attention U-Net (Oktay et al. 2018), adapted from LeeJunHyun/Image_Segmentation
import torch
import torch.nn as nn


class conv_block(nn.Module):
    def __init__(self, ch_in, ch_out):
        super(conv_block, self).__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(ch_in, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True),
            nn.Conv2d(ch_out, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True))

    def forward(self, x):
        x = self.conv(x)
        return x


class up_conv(nn.Module):
    def __init__(self, ch_in, ch_out):
        super(up_conv, self).__init__()
        self.up = nn.Sequential(
            nn.Upsample(scale_factor=2),
            nn.Conv2d(ch_in, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True))

    def forward(self, x):
        return self.up(x)


class Attention_block(nn.Module):
    def __init__(self, F_g, F_l, F_int):
        super(Attention_block, self).__init__()
        self.W_g = nn.Sequential(nn.Conv2d(F_g, F_int, 1), nn.BatchNorm2d(F_int))
        self.W_x = nn.Sequential(nn.Conv2d(F_l, F_int, 1), nn.BatchNorm2d(F_int))
        self.psi = nn.Sequential(nn.Conv2d(F_int, 1, 1), nn.BatchNorm2d(1), nn.Sigmoid())
        self.relu = nn.ReLU(inplace=True)

    def forward(self, g, x):
        psi = self.relu(self.W_g(g) + self.W_x(x))
        return x * self.psi(psi)


class Generator(nn.Module):
    def __init__(self, img_ch=1, output_ch=1, f=12):
        super(Generator, self).__init__()
        self.Maxpool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.Conv1 = conv_block(img_ch, f)
        self.Conv2 = conv_block(f, 2 * f)
        self.Conv3 = conv_block(2 * f, 4 * f)
        self.Conv4 = conv_block(4 * f, 8 * f)
        self.Up4 = up_conv(8 * f, 4 * f)
        self.Att4 = Attention_block(4 * f, 4 * f, 2 * f)
        self.Up_conv4 = conv_block(8 * f, 4 * f)
        self.Up3 = up_conv(4 * f, 2 * f)
        self.Att3 = Attention_block(2 * f, 2 * f, f)
        self.Up_conv3 = conv_block(4 * f, 2 * f)
        self.Up2 = up_conv(2 * f, f)
        self.Att2 = Attention_block(f, f, f // 2)
        self.Up_conv2 = conv_block(2 * f, f)
        self.Conv_1x1 = nn.Conv2d(f, output_ch, kernel_size=1)

    def forward(self, x):
        # encoding path
        x1 = self.Conv1(x)
        x2 = self.Conv2(self.Maxpool(x1))
        x3 = self.Conv3(self.Maxpool(x2))
        x4 = self.Conv4(self.Maxpool(x3))
        # decoding + concat path
        d4 = self.Up4(x4)
        d4 = self.Up_conv4(torch.cat((self.Att4(g=d4, x=x3), d4), dim=1))
        d3 = self.Up3(d4)
        d3 = self.Up_conv3(torch.cat((self.Att3(g=d3, x=x2), d3), dim=1))
        d2 = self.Up2(d3)
        d2 = self.Up_conv2(torch.cat((self.Att2(g=d2, x=x1), d2), dim=1))
        return torch.tanh(self.Conv_1x1(d2))
