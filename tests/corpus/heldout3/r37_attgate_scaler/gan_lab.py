"""Grey levels through a lookup table; a NamedTuple as the pair."""
from collections import namedtuple
from fnmatch import fnmatch
import os

import numpy as np
import torch
from PIL import Image
import torch.utils.data as data

Pair = namedtuple("Pair", ["t1", "t2"])
LUT = np.linspace(-1.0, 1.0, num=256, dtype="float32")


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


"""Attention U-Net (Oktay et al. 2018), three levels."""
import torch
from torch import nn, Tensor


class DoubleConv(nn.Sequential):
    def __init__(self, i: int, o: int):
        super().__init__(
            nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU(),
            nn.Conv2d(o, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU())


class Gate(nn.Module):
    def __init__(self, g: int, s: int, inter: int):
        super().__init__()
        self.wg = nn.Conv2d(g, inter, 1)
        self.ws = nn.Conv2d(s, inter, 1)
        self.psi = nn.Sequential(nn.ReLU(), nn.Conv2d(inter, 1, 1), nn.Sigmoid())

    def forward(self, g: Tensor, s: Tensor) -> Tensor:
        return s * self.psi(self.wg(g) + self.ws(s))


class Generator(nn.Module):
    def __init__(self, widths=(12, 24, 48)):
        super().__init__()
        self.encoders = nn.ModuleList()
        previous = 1
        for w in widths:
            self.encoders.append(DoubleConv(previous, w))
            previous = w
        self.pool = nn.MaxPool2d(2)
        self.ups, self.gates, self.decoders = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for w in reversed(widths[:-1]):
            self.ups.append(nn.ConvTranspose2d(previous, w, 2, stride=2))
            self.gates.append(Gate(w, w, max(w // 2, 1)))
            self.decoders.append(DoubleConv(2 * w, w))
            previous = w
        self.out = nn.Conv2d(previous, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips = []
        for depth, encoder in enumerate(self.encoders):
            x = encoder(x if depth == 0 else self.pool(x))
            skips.append(x)
        skips.pop()
        for up, gate, decoder in zip(self.ups, self.gates, self.decoders):
            x = up(x)
            x = decoder(torch.cat([gate(x, skips.pop()), x], dim=1))
        return torch.tanh(self.out(x))


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


import time
from collections import OrderedDict
from functools import wraps

import torch
from torch import nn, optim
from torch.amp import GradScaler, autocast

SCALER = GradScaler("cpu", enabled=False)


def timed(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        start = time.perf_counter()
        out = fn(*args, **kwargs)
        out["seconds"] = time.perf_counter() - start
        return out
    return inner


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    """BCE + λ·L1"""
    adv = nn.functional.binary_cross_entropy(input=pred_fake, target=torch.ones_like(pred_fake), reduction="mean")
    rec = nn.functional.l1_loss(input=fake_t2, target=t2, reduction="mean")
    return adv + lambda_l1 * rec


def discriminator_loss(pred_real, pred_fake):
    bce = nn.BCELoss(reduction="none")
    per_real = bce(pred_real, torch.ones_like(pred_real)).mean()
    per_fake = bce(pred_fake, torch.zeros_like(pred_fake)).mean()
    return per_real.add(per_fake).div(2)


def make_optimizers(G, D):
    groups_g = [{"params": [p for p in G.parameters() if p.dim() > 1]}, {"params": [p for p in G.parameters() if p.dim() <= 1]}]
    groups_d = [{"params": [p for p in D.parameters() if p.dim() > 1]}, {"params": [p for p in D.parameters() if p.dim() <= 1]}]
    return (optim.Adam([g for g in groups_g if g["params"]], lr=2e-4, betas=(0.5, 0.999)),
            optim.Adam([g for g in groups_d if g["params"]], lr=2e-4, betas=(0.5, 0.999)))


@timed
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train(), D.train()
    optimizer_G.zero_grad()
    with autocast("cpu", enabled=False):
        fake = G(t1)
        loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    SCALER.scale(loss_G).backward()
    SCALER.step(optimizer_G)

    optimizer_D.zero_grad()
    with autocast("cpu", enabled=False):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    SCALER.scale(loss_D).backward()
    SCALER.step(optimizer_D)
    SCALER.update()
    return OrderedDict(loss_G=loss_G.item(), loss_D=loss_D.item(), l1=(fake.detach() - t2).abs().mean().item())


import contextlib
import torch
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt


def translate(G, t1):
    with contextlib.ExitStack() as stack:
        if G.training:
            G.eval()
            stack.callback(G.train)
        stack.enter_context(torch.no_grad())
        return G(t1).detach()


def show_comparison(t1, fake_t2, t2):
    fig, axd = plt.subplot_mosaic([["a", "b", "c"]], figsize=(10, 4))
    for key, name, x in (("a", "T1 加权 / source", t1), ("b", "fake T2", fake_t2), ("c", "T2 ground truth", t2)):
        panel = axd[key]
        shown = panel.imshow(x.squeeze().detach().cpu(), cmap="Greys_r", vmin=-1, vmax=1)
        panel.set_title(name)
        panel.set_axis_off()
        fig.colorbar(shown, ax=panel, fraction=0.046)
    return fig


if __name__ == '__main__':
    print(Generator(), Discriminator())
