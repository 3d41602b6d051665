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

CONFIG = dict(lr=2e-4, betas=(.5, .999), eps=1e-8)


def make_optimizers(G, D):
    opts = {}
    for name, net in {"G": G, "D": D}.items():
        opts[name] = optim.AdamW([{"params": [p], "name": n} for n, p in net.named_parameters()], weight_decay=0.0, **CONFIG)
    return opts["G"], opts["D"]

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    G.train(); D.train()
    fake = G(t1)
    optimizer_G.zero_grad()
    loss_g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    loss_g.backward()
    optimizer_G.step()

    optimizer_D.zero_grad()
    loss_d = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_d.backward()
    optimizer_D.step()
    return {"loss_G": loss_g.item(), "loss_D": loss_d.item()}
