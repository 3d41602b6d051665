import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    per_image = F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake), reduction="none").mean(dim=(1, 2, 3))
    l1 = (fake_t2 - t2).abs().flatten(1).mean(1)
    return (per_image + lambda_l1 * l1).mean()


def discriminator_loss(pred_real, pred_fake):
    both = torch.cat([pred_real.flatten(), pred_fake.flatten()])
    labels = torch.cat([torch.ones(pred_real.numel()), torch.zeros(pred_fake.numel())]).to(both)
    weights = torch.cat([torch.full((pred_real.numel(),), .5 / pred_real.numel()), torch.full((pred_fake.numel(),), .5 / pred_fake.numel())]).to(both)
    return F.binary_cross_entropy(both, labels, weight=weights, reduction="sum")

def make_optimizers(G, D):
    return torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999)), torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))

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
