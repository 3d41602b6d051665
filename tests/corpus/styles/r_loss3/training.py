import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    logit = torch.logit(pred_fake.clamp(1e-7, 1 - 1e-7))
    return F.softplus(-logit).mean() + lambda_l1 * F.l1_loss(fake_t2, t2, reduction="mean")


def discriminator_loss(pred_real, pred_fake):
    r, f = (torch.logit(p.clamp(1e-7, 1 - 1e-7)) for p in (pred_real, pred_fake))
    return (F.softplus(-r).mean() + F.softplus(f).mean()) * .5

def make_optimizers(G, D):
    def trainable(m):
        return [p for p in m.parameters() if p.requires_grad]
    optimizer_G = optim.Adam(trainable(G), 0.0002, [0.5, 0.999], foreach=False)
    optimizer_D = optim.Adam(trainable(D), 0.0002, [0.5, 0.999], foreach=False)
    return optimizer_G, optimizer_D

def _assign(parameters, gradients):
    for p, g in zip(parameters, gradients):
        p.grad = g


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    theta, phi = (list(n.parameters()) for n in (G, D))
    fake = G(t1)
    a = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    _assign(theta, torch.autograd.grad(a, theta))
    optimizer_G.step()
    b = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    _assign(phi, torch.autograd.grad(b, phi))
    optimizer_D.step()
    return {"loss_G": a.item(), "loss_D": b.item()}
