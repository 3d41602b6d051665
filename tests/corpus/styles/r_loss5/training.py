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

def make_optimizers(G, D):
    return torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999)), torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))

class Trainer:
    def __init__(self, G, D, og, od, lam):
        self.G, self.D, self.og, self.od, self.lam = G, D, og, od, lam

    def update(self, optimizer, loss):
        optimizer.zero_grad(set_to_none=True)
        loss.backward(inputs=[p for group in optimizer.param_groups for p in group["params"]])
        optimizer.step()
        return loss.detach()

    def __call__(self, x, y):
        z = self.G(x)
        g = self.update(self.og, generator_loss(self.D(x, z), z, y, self.lam))
        d = self.update(self.od, discriminator_loss(self.D(x, y), self.D(x, z.detach())))
        return {"loss_G": g, "loss_D": d}


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    return Trainer(G, D, optimizer_G, optimizer_D, lambda_l1)(t1, t2)
