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

CONFIG = dict(lr=2e-4, betas=(.5, .999), eps=1e-8)


def make_optimizers(G, D):
    opts = {}
    for name, net in {"G": G, "D": D}.items():
        opts[name] = optim.AdamW([{"params": [p], "name": n} for n, p in net.named_parameters()], weight_decay=0.0, **CONFIG)
    return opts["G"], opts["D"]

@contextmanager
def frozen(net):
    flags = [p.requires_grad for p in net.parameters()]
    for p in net.parameters():
        p.requires_grad_(False)
    try:
        yield
    finally:
        for p, f in zip(net.parameters(), flags):
            p.requires_grad_(f)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with frozen(D):
        fake = G(t1)
        optimizer_G.zero_grad()
        lg = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        lg.backward()
        optimizer_G.step()
    optimizer_D.zero_grad()
    pr = D(t1, t2)
    pf = D(t1, fake.detach())
    ld = discriminator_loss(pr, pf)
    ld.backward()
    optimizer_D.step()
    return {"loss_G": float(lg), "loss_D": float(ld), "D(real)": pr.mean().item()}
