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

def make_optimizers(G, D, lr=0.0002, beta1=0.5):
    make = functools.partial(optim.Adam, lr=lr, betas=(beta1, 0.999), weight_decay=0)
    return [make(net.parameters()) for net in (G, D)]

def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad()
    loss_G.backward(retain_graph=True)
    optimizer_G.step()
    fake_ = torch.tensor(fake.detach().numpy())
    optimizer_D.zero_grad()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_))
    loss_D.backward()
    optimizer_D.step()
    if not torch.isfinite(loss_G) or not torch.isfinite(loss_D):
        raise RuntimeError("diverged")
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item(), "loss_GAN": float(loss_G) - lambda_l1 * F.l1_loss(fake, t2).item()}
