"""Grey levels through a lookup table; a NamedTuple as the pair."""
from collections import namedtuple
from fnmatch import fnmatch
import os

import numpy as np
import torch
from PIL import Image
import torch.utils.data as data

Pair = namedtuple("Pair", ["t1", "t2"])
LUT = np.linspace(-1.0, 1.0, num=256, dtype="float64")


class PairedMedicalDataset(data.Dataset):

    def __init__(self, t1_dir, t2_dir):
        self.dirs = Pair(os.fspath(t1_dir), os.fspath(t2_dir))
        self.names = Pair(*(sorted(n for n in os.listdir(d) if fnmatch(n, "*.png")) for d in self.dirs))

    def __len__(self):
        return min(len(n) for n in self.names)

    def _one(self, which, i):
        path = os.path.join(self.dirs[which], self.names[which][i])
        im = Image.open(path).convert(mode="L")
        im.thumbnail((4096, 4096))
        im = im.resize((256, 256), Image.NEAREST)
        return torch.tensor(LUT[np.asarray(im)])[None, ...]

    def __getitem__(self, i):
        return Pair(t1=self._one(0, i), t2=self._one(1, i))


"""Global residual: the network corrects T1 before the squashing (atanh keeps T1 where it was)."""
import torch
from torch import nn


class Generator(nn.Module):
    def __init__(self, c: int = 32) -> None:
        super().__init__()
        self.down1 = nn.Conv2d(1, c, 4, 2, 1, padding_mode="reflect")
        self.down2 = nn.Conv2d(c, 2 * c, 4, 2, 1, padding_mode="reflect")
        self.bn_d = nn.BatchNorm2d(2 * c)
        self.up1 = nn.ConvTranspose2d(2 * c, c, 4, 2, 1)
        self.bn_u = nn.BatchNorm2d(c)
        self.up2 = nn.ConvTranspose2d(2 * c, 1, 4, 2, 1)
        self.mix = nn.Parameter(torch.tensor(0.3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        a = nn.functional.leaky_relu(self.down1(x), 0.2)
        b = nn.functional.leaky_relu(self.bn_d(self.down2(a)), 0.2)
        c = torch.relu(self.bn_u(self.up1(b)))
        d = self.up2(torch.cat((c, a), 1))
        return torch.tanh(d) + x


import torch
from torch import nn


class Discriminator(nn.Module):
    """Two strides, then dilation: a wide receptive field and a dense map."""

    def __init__(self, c=32):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(.2),
            nn.Conv2d(c, 2 * c, 4, 2, 1), nn.GroupNorm(8, 2 * c), nn.LeakyReLU(.2),
            nn.Conv2d(2 * c, 2 * c, 3, padding=2, dilation=2), nn.GroupNorm(8, 2 * c), nn.LeakyReLU(.2),
            nn.Conv2d(2 * c, 2 * c, 3, padding=4, dilation=4), nn.GroupNorm(8, 2 * c), nn.LeakyReLU(.2))
        self.head = nn.Conv2d(2 * c, 1, 1)

    def forward(self, x1, x2):
        pair = torch.cat([x1, x2], 1)
        return self.head(self.body(pair)).sigmoid()


import torch
import torch.nn as nn
import torch.nn.functional as F

criterion_GAN = nn.BCELoss()
criterion_L1 = nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    valid = torch.ones_like(pred_fake)
    loss_gan = criterion_GAN(pred_fake, valid)
    loss_l1 = criterion_L1(fake_t2, t2)
    return loss_gan + lambda_l1 * loss_l1


def discriminator_loss(pred_real, pred_fake):
    loss_real = criterion_GAN(pred_real, torch.ones_like(pred_real))
    loss_fake = criterion_GAN(pred_fake, torch.zeros_like(pred_fake))
    return 0.5 * (loss_real + loss_fake)


def make_optimizers(G, D):
    optimizer_G = torch.optim.Adam(G.parameters(), lr=0.0002, betas=(0.5, 0.999))
    optimizer_D = torch.optim.Adam(D.parameters(), lr=0.0002, betas=(0.5, 0.999))
    scheduler_G = torch.optim.lr_scheduler.StepLR(optimizer_G, 30, 0.1)
    scheduler_D = torch.optim.lr_scheduler.StepLR(optimizer_D, 30, 0.1)
    return optimizer_G, optimizer_D, scheduler_G, scheduler_D


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    # 训练生成器
    fake_t2 = G(t1)
    pred_fake = D(t1, fake_t2)
    loss_G = generator_loss(pred_fake, fake_t2, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward()
    optimizer_G.step()

    # 训练判别器
    pred_real = D(t1, t2)
    pred_fake = D(t1, fake_t2.detach())
    loss_D = discriminator_loss(pred_real, pred_fake)
    optimizer_D.zero_grad()
    loss_D.backward()
    optimizer_D.step()
    return {'loss_G': loss_G.item(), 'loss_D': loss_D.item()}


import functools

import torch
from matplotlib import pyplot as plt


def evaluating(fn):
    @functools.wraps(fn)
    def wrapper(net, *args):
        was = net.training
        net.eval()
        try:
            with torch.inference_mode():
                return fn(net, *args)
        finally:
            net.train(was)
    return wrapper


@evaluating
def translate(G, t1):
    return G(t1)


def _pixels(x):
    return (x.detach().reshape(x.shape[-2], x.shape[-1]).cpu().numpy() + 1) / 2


def show_comparison(t1, fake_t2, t2):
    figure, axes = plt.subplots(ncols=3, figsize=(9, 3.2), layout="constrained")
    for ax, title, image in zip(axes, ("T1 (input)", "T2 (generated)", "T2 (real)"), (t1, fake_t2, t2)):
        ax.imshow(_pixels(image), cmap="gray", vmin=0, vmax=1)
        ax.set(title=title, xticks=[], yticks=[])
    return figure


if __name__ == '__main__':
    print(Generator(), Discriminator())
