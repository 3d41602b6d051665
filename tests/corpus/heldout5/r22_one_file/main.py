import os

from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms as T

PIPE = T.Compose([
    T.Lambda(lambda im: im.convert("L")),
    T.Resize((256, 256), interpolation=T.InterpolationMode.NEAREST),
    T.ToTensor(),
    T.Normalize((0.5,), (0.5,)),
])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=PIPE):
        self.dirs = (os.fspath(t1_dir), os.fspath(t2_dir))
        self.names = [sorted(f for f in os.listdir(d) if f.endswith(".png") and os.path.isfile(os.path.join(d, f)))
                      for d in self.dirs]
        self.transform = transform

    def __len__(self):
        return len(list(zip(*self.names)))

    def __getitem__(self, index):
        # a list rather than a tuple
        return [self.transform(Image.open(os.path.join(d, n[index]))) for d, n in zip(self.dirs, self.names)]


import torch
import torch.nn as nn


def conv(i, o, k=4, s=2, p=1, norm=True):
    layers = [nn.Conv2d(i, o, k, s, p, bias=not norm)]
    if norm:
        layers.append(nn.BatchNorm2d(o, momentum=0.2))
    layers.append(nn.SiLU())
    return layers


class Generator(nn.Module):
    """Squashes with 2*sigmoid(x) - 1 and keeps its activations in channels_last."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(*conv(1, 32, norm=False), *conv(32, 64))
        self.mid = nn.Sequential(*conv(64, 64, 3, 1, 1))
        self.head = nn.Sequential(
            nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.SiLU(),
            nn.ConvTranspose2d(32, 1, 4, 2, 1))
        self.to(memory_format=torch.channels_last)

    def forward(self, x):
        x = x.to(memory_format=torch.channels_last)
        h = self.stem(x)
        y = self.head(h + self.mid(h))
        return torch.sigmoid(y).mul(2).sub(1)


"""A Sequential with two inputs."""
import torch
from torch import nn


class Discriminator(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(2, 48, 4, 2, 1), nn.LeakyReLU(0.2),
            nn.Conv2d(48, 96, 4, 2, 1), nn.BatchNorm2d(96), nn.LeakyReLU(0.2),
            nn.Conv2d(96, 1, 4, 1, 1), nn.Sigmoid())

    def forward(self, x1, x2):
        return super().forward(torch.cat([x1, x2], axis=1))


"""Losses as objects; the names of the lab are instances and partials."""
from functools import partial

import torch
from torch import nn

_bce = nn.BCELoss()


class _GeneratorLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.L1Loss()

    def forward(self, pred_fake, fake_t2, t2, lambda_l1=100.0):
        one = torch.ones((), dtype=pred_fake.dtype, device=pred_fake.device)
        return _bce(pred_fake, one.expand_as(pred_fake)) + lambda_l1 * self.l1(fake_t2, t2)


def _d_loss(pred_real, pred_fake, *, weight):
    terms = [_bce(p, torch.full_like(p, v)) for p, v in ((pred_real, 1.0), (pred_fake, 0.0))]
    return weight * sum(terms)


generator_loss = _GeneratorLoss()
discriminator_loss = partial(_d_loss, weight=0.5)
_adam = partial(torch.optim.Adam, lr=2e-4, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(_adam(net.parameters()) for net in (G, D))


class _Step:
    def __call__(self, G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
        optimizer_G.zero_grad(set_to_none=False)
        fake = G(t1)
        g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        g.backward()
        optimizer_G.step()

        with torch.no_grad():
            fake = G(t1)                 # afresh, from the updated G
        optimizer_D.zero_grad(set_to_none=False)
        d = discriminator_loss(D(t1, t2), D(t1, fake))
        d.backward()
        optimizer_D.step()
        return dict(loss_G=g.detach(), loss_D=d.detach())


train_step = _Step()


import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import torch


def translate(G, t1):
    G.eval()
    with torch.no_grad():
        return G(t1)


def show_comparison(t1, fake_t2, t2):
    fig, axes = plt.subplots(1, 3, figsize=(12, 4))
    for ax, im, title in zip(axes, (t1, fake_t2, t2), ("T1", "Generated T2", "Real T2")):
        ax.imshow(im.detach().cpu().squeeze().numpy(), cmap="gray", vmin=-1, vmax=1)
        ax.set_title(title)
        ax.axis("off")
    return fig


def main():
    import argparse
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="dataset/ixi2000")
    ap.add_argument("--epochs", type=int, default=5)
    args = ap.parse_args()
    data = torch.utils.data.DataLoader(PairedMedicalDataset(f"{args.data}/trainA", f"{args.data}/trainB"), 8, True)
    G, D = Generator(), Discriminator()
    opts = make_optimizers(G, D)
    for _ in range(args.epochs):
        for t1, t2 in data:
            print(train_step(G, D, *opts, t1, t2))


if __name__ == "__main__":
    main()
