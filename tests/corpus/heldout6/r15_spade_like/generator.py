"""SPADE-flavoured: the T1 slice itself plays the role of the segmentation map."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class SPADE(nn.Module):
    def __init__(self, c, label_nc=1, nhidden=32):
        super().__init__()
        self.param_free_norm = nn.InstanceNorm2d(c, affine=False)
        self.mlp_shared = nn.Sequential(nn.Conv2d(label_nc, nhidden, 3, 1, 1), nn.ReLU())
        self.mlp_gamma = nn.Conv2d(nhidden, c, 3, 1, 1)
        self.mlp_beta = nn.Conv2d(nhidden, c, 3, 1, 1)

    def forward(self, x, seg):
        normalized = self.param_free_norm(x)
        seg = F.interpolate(seg, size=x.shape[2:], mode="nearest")
        actv = self.mlp_shared(seg)
        return normalized * (1 + self.mlp_gamma(actv)) + self.mlp_beta(actv)


class SPADEResnetBlock(nn.Module):
    def __init__(self, fin, fout):
        super().__init__()
        fmid = min(fin, fout)
        self.learned_shortcut = fin != fout
        self.norm_0, self.conv_0 = SPADE(fin), nn.Conv2d(fin, fmid, 3, padding=1)
        self.norm_1, self.conv_1 = SPADE(fmid), nn.Conv2d(fmid, fout, 3, padding=1)
        if self.learned_shortcut:
            self.conv_s = nn.Conv2d(fin, fout, 1, bias=False)
            self.norm_s = SPADE(fin)

    def forward(self, x, seg):
        x_s = self.conv_s(self.norm_s(x, seg)) if self.learned_shortcut else x
        dx = self.conv_0(F.leaky_relu(self.norm_0(x, seg), 2e-1))
        dx = self.conv_1(F.leaky_relu(self.norm_1(dx, seg), 2e-1))
        return x_s + dx


class Generator(nn.Module):
    def __init__(self, nf=16):
        super().__init__()
        self.enc = nn.Sequential(
            nn.Conv2d(1, nf, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(nf, 2 * nf, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(2 * nf, 4 * nf, 4, 2, 1))
        self.head = SPADEResnetBlock(4 * nf, 4 * nf)
        self.up_0 = SPADEResnetBlock(4 * nf, 2 * nf)
        self.up_1 = SPADEResnetBlock(2 * nf, nf)
        self.conv_img = nn.Conv2d(nf, 1, 3, padding=1)
        self.up = nn.Upsample(scale_factor=2)

    def forward(self, t1):
        x = self.head(self.enc(t1), t1)
        x = self.up(x)
        x = self.up_0(x, t1)
        x = self.up(x)
        x = self.up_1(x, t1)
        x = self.up(x)
        x = self.conv_img(F.leaky_relu(x, 2e-1))
        return torch.tanh(x)
