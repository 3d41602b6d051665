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

class Optimizers(tuple):
    pass


def make_optimizers(G, D):
    decay = lambda net: [{"params": (p for p in net.parameters() if p.ndim > 1)}, {"params": (p for p in net.parameters() if p.ndim <= 1)}]
    return Optimizers(optim.Adam(decay(n), lr=0.2e-3, betas=(1 / 2, 1 - 1e-3)) for n in (G, D))

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    y_hat = G(t1)
    loss_G = generator_loss(D(t1, y_hat), y_hat, t2, lambda_l1)
    loss_G.backward()
    optimizer_G.step()
    for net in (G, D):
        for p in net.parameters():
            p.grad = None
    halves = []
    real = 0.5 * F.binary_cross_entropy((pr := D(t1, t2)), torch.ones_like(pr))
    real.backward()
    halves.append(real.item())
    fake = 0.5 * F.binary_cross_entropy((pf := D(t1, y_hat.detach())), torch.zeros_like(pf))
    fake.backward()
    halves.append(fake.item())
    optimizer_D.step()
    optimizer_D.zero_grad()
    return {"loss_G": loss_G.item(), "loss_D": math.fsum(halves)}
