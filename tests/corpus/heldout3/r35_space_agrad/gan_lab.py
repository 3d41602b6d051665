# -*- coding: utf-8 -*-
# 数据集：T1/T2 配对切片（numpy 写法）
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import Dataset

边长 = 256


def 读取(路径: Path) -> np.ndarray:
    """读一张切片 -> 灰度 -> 256x256 -> [-1, 1]"""
    with Image.open(路径) as 图:
        图 = 图.convert("L").resize((边长, 边长), Image.BILINEAR)
        数组 = np.asarray(图, dtype=np.float32)
    return 数组 / 127.5 - 1.0


@dataclass
class PairedMedicalDataset(Dataset):
    t1_dir: str
    t2_dir: str
    pairs: list = field(default_factory=list, repr=False)

    def __post_init__(self):
        甲, 乙 = (sorted(Path(d).glob("*.png")) for d in (self.t1_dir, self.t2_dir))
        self.pairs = [(a, b) for a, b in zip(甲, 乙)]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        a, b = self.pairs[i]
        return torch.from_numpy(读取(a)).unsqueeze(0), torch.from_numpy(读取(b)).unsqueeze(0)


"""No strided convolution: space-to-depth and back by reshape, as einops' rearrange would do it."""
import torch
from torch import nn


def fold_down(x, r=2):   # 'b c (h r) (w s) -> b (c r s) h w'
    b, c, h, w = x.shape
    x = x.reshape(b, c, h // r, r, w // r, r)
    return x.permute(0, 1, 3, 5, 2, 4).reshape(b, c * r * r, h // r, w // r)


def fold_up(x, r=2):     # 'b (c r s) h w -> b c (h r) (w s)'
    b, c, h, w = x.shape
    x = x.reshape(b, c // (r * r), r, r, h, w)
    return x.permute(0, 1, 4, 2, 5, 3).reshape(b, c // (r * r), h * r, w * r)


class Generator(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.e1 = nn.Conv2d(4, dim, 3, padding=1)
        self.e2 = nn.Conv2d(4 * dim, 2 * dim, 3, padding=1)
        self.n2 = nn.BatchNorm2d(2 * dim)
        self.m = nn.Conv2d(2 * dim, 2 * dim, 3, padding=1)
        self.d1 = nn.Conv2d(2 * dim, 4 * dim, 3, padding=1)
        self.n1 = nn.BatchNorm2d(dim)
        self.d2 = nn.Conv2d(dim, 4, 3, padding=1)
        self.lrelu = nn.LeakyReLU(0.2)

    def forward(self, x):
        x = self.lrelu(self.e1(fold_down(x)))
        x = self.lrelu(self.n2(self.e2(fold_down(x))))
        x = x + self.lrelu(self.m(x))
        x = torch.relu(self.n1(fold_up(self.d1(x))))
        return torch.tanh(fold_up(self.d2(x)))


"""70x70 PatchGAN with spectral normalisation."""
import torch
from torch import nn
from torch.nn.utils import spectral_norm


class NLayerDiscriminator(nn.Module):
    def __init__(self, input_nc, ndf=32, n_layers=3):
        super().__init__()
        kw, padw = 4, 1
        sequence = [spectral_norm(nn.Conv2d(input_nc, ndf, kw, 2, padw)), nn.LeakyReLU(0.2, True)]
        nf_mult = 1
        for n in range(1, n_layers):
            prev, nf_mult = nf_mult, min(2 ** n, 8)
            sequence += [spectral_norm(nn.Conv2d(ndf * prev, ndf * nf_mult, kw, 2, padw)), nn.LeakyReLU(0.2, True)]
        prev, nf_mult = nf_mult, min(2 ** n_layers, 8)
        sequence += [spectral_norm(nn.Conv2d(ndf * prev, ndf * nf_mult, kw, 1, padw)), nn.LeakyReLU(0.2, True)]
        sequence += [nn.Conv2d(ndf * nf_mult, 1, kw, 1, padw)]
        self.model = nn.Sequential(*sequence)

    def forward(self, x):
        return self.model(x)


class Discriminator(NLayerDiscriminator):
    def __init__(self):
        super().__init__(input_nc=2)

    def forward(self, x1, x2):
        return torch.sigmoid(super().forward(torch.cat((x1, x2), 1)))


"""Gradients by torch.autograd.grad: nothing ever lands in the other network's .grad."""
import torch
from torch.nn.functional import binary_cross_entropy as bce, l1_loss

LR, BETAS = 2e-4, (0.5, 0.999)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return bce(pred_fake, pred_fake.new_ones(pred_fake.shape)) + lambda_l1 * l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return (bce(pred_real, pred_real.new_ones(pred_real.shape)) + bce(pred_fake, pred_fake.new_zeros(pred_fake.shape))) / 2


def make_optimizers(G, D):
    return tuple(torch.optim.Adam(list(net.parameters()), lr=LR, betas=BETAS) for net in (G, D))


def _apply(loss, optimizer):
    params = [p for group in optimizer.param_groups for p in group["params"]]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        p.grad = g
    optimizer.step()
    for p in params:
        p.grad = None


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    _apply(loss_g, optimizer_G)
    loss_d = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    _apply(loss_d, optimizer_D)
    return dict(loss_G=float(loss_g), loss_D=float(loss_d))


import numpy as np
import torch
import matplotlib.pyplot as plt


def to_image(tensor):
    arr = tensor.detach().cpu().numpy()
    while arr.ndim > 2:
        arr = arr[0]
    return np.clip((arr + 1) * 127.5, 0, 255).astype(np.uint8)


def translate(G, t1):
    G.eval()
    torch.set_grad_enabled(False)
    try:
        fake = G(t1)
    finally:
        torch.set_grad_enabled(True)
    return fake


def show_comparison(t1, fake_t2, t2):
    fig, (ax1, ax2, ax3) = plt.subplots(1, 3, figsize=(15, 5))
    fig.suptitle("T1 -> T2 translation")
    ax1.imshow(to_image(t1), cmap=plt.cm.gray)
    ax1.set_title("Input T1")
    ax2.imshow(to_image(fake_t2), cmap=plt.cm.gray)
    ax2.set_title("Predicted T2")
    ax3.imshow(to_image(t2), cmap=plt.cm.gray)
    ax3.set_title("Target T2")
    plt.show()
    return fig


if __name__ == '__main__':
    print(Generator(), Discriminator())
