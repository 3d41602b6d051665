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
    groups_g = [{"params": [p for p in G.parameters() if p.dim() > 1]}]
    groups_d = [{"params": [p for p in D.parameters() if p.dim() > 1]}]
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
