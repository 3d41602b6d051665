from contextlib import contextmanager

import torch
from torch import nn


@contextmanager
def frozen(net: nn.Module):
    """requires_grad off for the duration, afterwards each parameter gets back what it had"""
    before = [(p, p.requires_grad) for p in net.parameters()]
    for p, _ in before:
        p.requires_grad_(False)
    try:
        yield net
    finally:
        for p, flag in before:
            p.requires_grad_(flag)


class GANCriterion(nn.Module):
    def __init__(self):
        super().__init__()
        self.bce = nn.BCELoss()
        self.register_buffer("one", torch.ones(()))
        self.register_buffer("zero", torch.zeros(()))

    def forward(self, p, real):
        label = self.one if real else self.zero
        return self.bce(p, label.to(p).expand(p.shape))


criterion, l1 = GANCriterion(), nn.L1Loss()


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return criterion(pred_fake, True) + l1(fake_t2, t2) * lambda_l1


def discriminator_loss(pred_real, pred_fake):
    return (criterion(pred_real, True) + criterion(pred_fake, False)) / 2


def make_optimizers(G, D):
    make = lambda net: torch.optim.AdamW(net.parameters(), lr=2e-4, betas=(0.5, 0.999), weight_decay=0.0)
    return make(G), make(D)


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

    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
