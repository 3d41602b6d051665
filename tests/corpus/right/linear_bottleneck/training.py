from contextlib import contextmanager

import torch
import torch.nn as nn
import torch.nn.functional as F


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + lambda_l1 * F.l1_loss(fake_t2, t2)


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
                  + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake)))


class GANAdam(torch.optim.Adam):
    """Adam with the settings of this lab."""

    def __init__(self, params, lr=2e-4, betas=(0.5, 0.999)):
        super().__init__(params, lr=lr, betas=betas)


def make_optimizers(G, D):
    return GANAdam(G.parameters()), GANAdam(D.parameters())


@contextmanager
def frozen(net):
    flags = [p.requires_grad for p in net.parameters()]
    net.requires_grad_(False)
    try:
        yield
    finally:
        for p, flag in zip(net.parameters(), flags):
            p.requires_grad_(flag)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with frozen(D):
        optimizer_G.zero_grad()
        fake_t2 = G(t1)
        loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1)
        loss_G.backward()
        optimizer_G.step()
    with frozen(G):
        optimizer_D.zero_grad()
        loss_D = discriminator_loss(D(t1, t2), D(t1, fake_t2.detach()))
        loss_D.backward()
        optimizer_D.step()
    return {"loss_G": loss_G.item(), "loss_D": loss_D.item()}
