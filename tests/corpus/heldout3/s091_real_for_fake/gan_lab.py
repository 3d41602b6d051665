import logging
import os

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision.transforms import v2

log = logging.getLogger(__name__)
IMG_SIZE = 256
MEAN, STD = [0.5], [0.5]


def default_transform(size=IMG_SIZE):
    return v2.Compose([
        v2.ToImage(),
        v2.Resize((size, size), antialias=True),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(mean=MEAN, std=STD),
        v2.ToPureTensor(),
    ])


class PairedMedicalDataset(Dataset):
    def __init__(self, t1_dir, t2_dir, transform=None, verbose=False):
        self.transform = transform if transform is not None else default_transform()
        self.t1_list = [f for f in sorted(os.listdir(t1_dir)) if f.endswith(".png")]
        self.t2_list = [f for f in sorted(os.listdir(t2_dir)) if f.endswith(".png")]
        self.t1_dir, self.t2_dir = t1_dir, t2_dir
        if verbose:
            log.info("%d / %d slices", len(self.t1_list), len(self.t2_list))

    def __len__(self):
        return min(len(self.t1_list), len(self.t2_list))

    def __getitem__(self, idx):
        t1 = Image.open(os.path.join(self.t1_dir, self.t1_list[idx])).convert("L")
        t2 = Image.open(os.path.join(self.t2_dir, self.t2_list[idx])).convert("L")
        t1 = self.transform(t1)
        t2 = self.transform(t2)
        return t1, t2


import torch, torch.nn as nn

class DenseLayer(nn.Module):
    def __init__(s, i, g):
        super().__init__()
        s.f = nn.Sequential(nn.BatchNorm2d(i), nn.ReLU(), nn.Conv2d(i, g, 3, 1, 1))
    def forward(s, x):
        return torch.cat([x, s.f(x)], 1)

class Generator(nn.Module):
    def __init__(s, growth=16):
        super().__init__()
        s.stem = nn.Conv2d(1, 32, 4, 2, 1)
        s.down = nn.Sequential(nn.LeakyReLU(.2), nn.Conv2d(32, 48, 4, 2, 1))
        s.dense = nn.Sequential(*(DenseLayer(48 + k * growth, growth) for k in range(3)))
        s.shrink = nn.Conv2d(48 + 3 * growth, 128, 1)
        s.shuffle1 = nn.Sequential(nn.PixelShuffle(2), nn.PReLU())
        s.up = nn.Conv2d(32, 64, 3, 1, 1)
        s.shuffle2 = nn.Sequential(nn.PixelShuffle(2), nn.PReLU())
        s.tail = nn.Conv2d(16, 1, 3, 1, 1)
    def forward(s, x):
        y = s.shrink(s.dense(s.down(s.stem(x))))
        y = s.shuffle2(s.up(s.shuffle1(y)))
        return s.tail(y).tanh()


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


# 手写 BCE
import torch
from torch.optim import Adam


def log_(p):
    return torch.clamp(torch.log(p), min=-100)


def bce(p, y):
    return -(y * log_(p) + (1 - y) * log_(1 - p)).mean()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    l1 = (fake_t2 - t2).abs().mean()
    return bce(pred_fake, 1) + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    real = bce(pred_real, 1)
    fake = bce(pred_fake, 0)
    return (real + fake) * 0.5


def make_optimizers(G, D):
    opts = []
    for net in [G, D]:
        opts.append(Adam(net.parameters(), 2e-4, (0.5, 0.999)))
    return opts[0], opts[1]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    result = {}
    # ---------- G ----------
    optimizer_G.zero_grad()
    fake = G(t1)
    loss = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss.backward()
    optimizer_G.step()
    result['loss_G'] = loss.item()
    # ---------- D ----------
    optimizer_D.zero_grad()
    with torch.no_grad():
        fake = G(t1)
    loss = discriminator_loss(D(t1, t2), D(t1, t2))
    loss.backward()
    optimizer_D.step()
    result['loss_D'] = loss.item()
    return result


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
