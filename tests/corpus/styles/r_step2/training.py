import math
import functools
import itertools
from contextlib import contextmanager
import torch
from torch import nn, optim
import torch.nn.functional as F


class BCE(torch.autograd.Function):
    """Mean cross-entropy with a gradient written by hand."""

    @staticmethod
    def forward(ctx, p, target):
        ctx.save_for_backward(p)
        ctx.target = target
        q = p if target else 1 - p
        return -q.log().clamp(min=-100).mean()

    @staticmethod
    def backward(ctx, grad):
        p, = ctx.saved_tensors
        slope = -1 / p.clamp(min=1e-12) if ctx.target else 1 / (1 - p).clamp(min=1e-12)
        return grad * slope / p.numel(), None


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return torch.add(BCE.apply(pred_fake, 1), F.l1_loss(input=fake_t2, target=t2), alpha=lambda_l1)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * BCE.apply(pred_real, 1) + 0.5 * BCE.apply(pred_fake, 0)

class Optimizers(tuple):
    pass


def make_optimizers(G, D):
    decay = lambda net: [{"params": (p for p in net.parameters() if p.ndim > 1)}, {"params": (p for p in net.parameters() if p.ndim <= 1)}]
    return Optimizers(optim.Adam(decay(n), lr=0.2e-3, betas=(1 / 2, 1 - 1e-3)) for n in (G, D))

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
