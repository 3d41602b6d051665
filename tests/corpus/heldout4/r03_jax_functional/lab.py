"""All in one file. Written by somebody who would rather be writing JAX."""
from __future__ import annotations

from functools import partial, reduce
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn


# ---------------------------------------------------------------- data
class Pair(NamedTuple):
    t1: Tensor
    t2: Tensor


def read(path: Path) -> Tensor:
    x = torch.as_tensor(np.array(Image.open(path).convert("L")), dtype=torch.float32)[None, None]
    x = F.interpolate(x, size=(256, 256), mode="bilinear", align_corners=False, antialias=True)
    return (x[0].round().clamp(0, 255) - 127.5) / 127.5


def pngs(folder) -> list[Path]:
    return sorted(Path(folder).glob("*.png"), key=lambda p: p.name)


class PairedMedicalDataset(torch.utils.data.Dataset):
    def __init__(self, t1_dir, t2_dir):
        self.paths = list(zip(pngs(t1_dir), pngs(t2_dir)))

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i) -> Pair:
        return Pair(*map(read, self.paths[i]))


# ---------------------------------------------------------------- nets: explicit parameters, pure functions
def glorot(*shape):
    fan = (shape[0] + shape[1]) * shape[2] * shape[3]
    return torch.randn(shape) * (2.0 / fan) ** 0.5


def conv_params(cin, cout, k):
    return nn.ParameterDict({"w": nn.Parameter(glorot(cout, cin, k, k)), "b": nn.Parameter(torch.zeros(cout))})


def conv(p, x, stride=1):
    k = p["w"].shape[-1]
    return F.conv2d(x, p["w"], p["b"], stride=stride, padding=(k - 1) // 2)


def deconv(p, x):
    return F.conv_transpose2d(x, p["w"].transpose(0, 1), p["b"], stride=2, padding=1)


def layer_norm(x, eps=1e-5):
    mu = x.mean((1, 2, 3), keepdim=True)
    var = x.var((1, 2, 3), keepdim=True, unbiased=False)
    return (x - mu) * torch.rsqrt(var + eps)


def init_generator(widths=(24, 48, 96)):
    enc, dec, c = [], [], 1
    for w in widths:
        enc.append(conv_params(c, w, 4))
        c = w
    for w in reversed((1,) + widths[:-1]):
        dec.append(conv_params(c, w, 4))
        c = w * 2
    return nn.ModuleDict({"enc": nn.ModuleList(enc), "dec": nn.ModuleList(dec)})


def generator_apply(params, x):
    stack = []
    for i, p in enumerate(params["enc"]):
        x = F.leaky_relu(conv(p, x, 2), 0.2) if i == 0 else F.leaky_relu(layer_norm(conv(p, x, 2)), 0.2)
        stack.append(x)
    stack.pop()
    for i, p in enumerate(params["dec"]):
        x = deconv(p, x)
        if stack:
            x = torch.cat((F.relu(layer_norm(x)), stack.pop()), 1)
    return torch.tanh(x)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.params = init_generator()

    def forward(self, x):
        return generator_apply(self.params, x)


class Discriminator(nn.Module):
    def __init__(self, widths=(32, 64, 128)):
        super().__init__()
        cs = (2,) + widths
        self.params = nn.ModuleList([conv_params(a, b, 4) for a, b in zip(cs[:-1], cs[1:])])
        self.head = conv_params(widths[-1], 1, 3)

    def forward(self, x1, x2):
        f = lambda h, p: F.leaky_relu(layer_norm(conv(p, h, 2)), 0.2)
        return torch.sigmoid(conv(self.head, reduce(f, self.params, torch.cat((x1, x2), 1))))


# ---------------------------------------------------------------- losses
def neg_log(p: Tensor) -> Tensor:
    return -p.log().clamp_min(-100.0).mean()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return neg_log(pred_fake) + lambda_l1 * (fake_t2 - t2).abs().mean()


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (neg_log(pred_real) + neg_log(1.0 - pred_fake))


# ---------------------------------------------------------------- optimisation
adam = partial(torch.optim.Adam, lr=2e-4, betas=(0.5, 0.999), eps=1e-8, weight_decay=0.0, foreach=False)


def make_optimizers(G, D):
    return tuple(map(adam, (list(G.parameters()), list(D.parameters()))))


def value_and_grad(loss_fn, params):
    loss = loss_fn()
    return loss.detach(), torch.autograd.grad(loss, params, allow_unused=True)


def apply_updates(opt, params, grads):
    for p, g in zip(params, grads):
        p.grad = g
    opt.step()


def trainable(net):
    return [p for p in net.parameters() if p.requires_grad]


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = None

    def g_loss():
        nonlocal fake
        fake = G(t1)
        return generator_loss(D(t1, fake), fake, t2, lambda_l1)

    def d_loss():
        return discriminator_loss(D(t1, t2), D(t1, fake.detach()))

    ps = trainable(G)
    loss_G, grads = value_and_grad(g_loss, ps)
    apply_updates(optimizer_G, ps, grads)

    ps = trainable(D)
    loss_D, grads = value_and_grad(d_loss, ps)
    apply_updates(optimizer_D, ps, grads)
    return dict(loss_G=loss_G, loss_D=loss_D)


# ---------------------------------------------------------------- inference
@torch.inference_mode()
def translate(G, t1):
    return G.eval()(t1)


def show_comparison(t1, fake_t2, t2):
    import matplotlib
    matplotlib.use("Agg", force=False)
    import matplotlib.pyplot as plt

    fig, axes = plt.subplots(nrows=1, ncols=3, figsize=(9, 3.4), layout="constrained")
    names = ("T1", "generated T2", "real T2")
    for ax, x, name in zip(axes, (t1, fake_t2, t2), names):
        ax.imshow(torch.as_tensor(x).detach().reshape(x.shape[-2:]), cmap="gray", vmin=-1, vmax=1)
        ax.set(title=name, xticks=[], yticks=[])
    return fig
