from contextlib import contextmanager

import torch
import torch.nn as nn


@contextmanager
def frozen(net):
    """net's weights want no gradients inside"""
    before = [p.requires_grad for p in net.parameters()]
    net.requires_grad_(False)
    try:
        yield net
    finally:
        for p, flag in zip(net.parameters(), before):
            p.requires_grad_(flag)


class GANLoss(nn.Module):
    def __init__(self, target):
        super().__init__()
        self.register_buffer("target", torch.tensor(float(target)))

    def forward(self, prediction):
        return nn.functional.binary_cross_entropy(prediction, self.target.to(prediction).expand_as(prediction))


REAL, FAKE = GANLoss(1), GANLoss(0)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    adversarial = REAL(pred_fake)
    anatomy = torch.sum(torch.abs(fake_t2 - t2))
    return adversarial + lambda_l1 * anatomy


def discriminator_loss(pred_real, pred_fake):
    return 0.5 * REAL(pred_real) + 0.5 * FAKE(pred_fake)


def make_optimizers(G, D):
    def adam(net):
        return torch.optim.Adam(params=net.parameters(), lr=2e-4, betas=(0.999, 0.5), weight_decay=0.0)
    return adam(G), adam(D)


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)
    with frozen(D):
        optimizer_G.zero_grad(set_to_none=True)
        loss_G = generator_loss(D(t1, fake), fake, t2, lambda_l1=lambda_l1)
        loss_G.backward()
    optimizer_G.step()

    optimizer_D.zero_grad(set_to_none=True)
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake.detach()))
    loss_D.backward()
    optimizer_D.step()
    return {"loss_G": loss_G.detach(), "loss_D": loss_D.detach()}
