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
    """Two classes for each patch (fake, real); the probability of "real" is returned."""

    def __init__(self, c=48):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(2, c, 4, 2, 1), nn.LeakyReLU(.2),
                                  nn.Conv2d(c, 2 * c, 4, 2, 1), nn.BatchNorm2d(2 * c), nn.LeakyReLU(.2))
        self.classes = nn.Conv2d(2 * c, 2, 4, 1, 1)

    def forward(self, x1, x2):
        scores = self.classes(self.conv(torch.hstack((x1, x2))))
        return torch.softmax(scores, dim=1)


"""A step as two phases of one generic routine (match/case decides the loss)."""
import torch
from torch.nn import functional as nnf


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    ones = torch.ones(pred_fake.shape, dtype=pred_fake.dtype, device=pred_fake.device)
    l1 = torch.linalg.vector_norm((fake_t2 - t2).flatten(), ord=1) / t2.numel()
    return nnf.binary_cross_entropy(pred_fake, ones) + lambda_l1 * l1


def discriminator_loss(pred_real, pred_fake):
    p = torch.cat([pred_real.flatten(), pred_fake.flatten()])
    y = torch.cat([torch.ones_like(pred_real).flatten(), torch.zeros_like(pred_fake).flatten()])
    w = torch.cat([torch.full_like(pred_real, 0.5 / pred_real.numel()).flatten(),
                   torch.full_like(pred_fake, 0.5 / pred_fake.numel()).flatten()])
    return nnf.binary_cross_entropy(p, y, weight=w, reduction="sum")


def make_optimizers(G, D):
    optimizers = {}
    for name, net in dict(G=G, D=D).items():
        optimizers[name] = torch.optim.Adam(net.parameters(), lr=0.0002, betas=(0.5, 0.999), eps=1e-8)
    return optimizers["G"], optimizers["D"]


def _phase(which, G, D, optimizer, t1, t2, fake, lam):
    match which:
        case "G":
            loss = generator_loss(D(t1, fake), fake, t2, lam)
        case "D":
            loss = discriminator_loss(pred_real=D(t1, t2), pred_fake=D(t1, fake.detach()))
        case _:
            raise KeyError(which)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    assert t1.shape == t2.shape, (t1.shape, t2.shape)
    fake = G(t1)
    losses = {}
    for which, optimizer in (("G", optimizer_G), ("D", optimizer_D)):
        losses["loss_" + which] = _phase(which, G, D, optimizer, t1, t2, fake, lambda_l1)
    return losses


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
