import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


def _bce(p, label):
    return F.binary_cross_entropy(p, torch.full(p.shape, float(label), dtype=p.dtype, device=p.device))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0, *, reduction="mean"):
    """对抗损失 + λ·L1"""
    gan = _bce(pred_fake, 1)
    l1 = (fake_t2 - t2).abs().sum() / fake_t2.numel()
    return gan + l1 * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    terms = [_bce(p, y) for p, y in ((pred_real, 1), (pred_fake, 0))]
    return torch.stack(terms).mean()

def make_optimizers(G, D):
    def trainable(m):
        return [p for p in m.parameters() if p.requires_grad]
    optimizer_G = optim.Adam(trainable(G), 0.0002, [0.5, 0.999], foreach=False)
    optimizer_D = optim.Adam(trainable(D), 0.0002, [0.5, 0.999], foreach=False)
    return optimizer_G, optimizer_D

scaler = torch.amp.GradScaler("cuda", enabled=False)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    device = next(G.parameters()).device
    t1, t2 = t1.to(device, non_blocking=True), t2.to(device, non_blocking=True)
    G.zero_grad(); D.zero_grad()
    with torch.autocast("cpu", enabled=False):
        fake_t2 = G(t1)
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
    scaler.scale(loss_G).backward()
    scaler.step(optimizer_G)
    D.zero_grad()
    with torch.autocast("cpu", enabled=False):
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
    scaler.scale(loss_D).backward()
    scaler.step(optimizer_D)
    scaler.update()
    return {"loss_G": loss_G.cpu().item(), "loss_D": loss_D.cpu().item()}
