"""Losses as objects; the names of the lab are instances and partials."""
from functools import partial

import torch
from torch import nn

_bce = nn.BCELoss()


class _GeneratorLoss(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.L1Loss()

    def forward(self, pred_fake, fake_t2, t2, lambda_l1=100.0):
        one = torch.ones((), dtype=pred_fake.dtype, device=pred_fake.device)
        return _bce(pred_fake, one.expand_as(pred_fake)) + lambda_l1 * self.l1(fake_t2, t2)


def _d_loss(pred_real, pred_fake, *, weight):
    terms = [_bce(p, torch.full_like(p, v)) for p, v in ((pred_real, 1.0), (pred_fake, 0.0))]
    return weight * sum(terms)


generator_loss = _GeneratorLoss()
discriminator_loss = partial(_d_loss, weight=0.5)
_adam = partial(torch.optim.Adam, lr=2e-4, betas=(0.5, 0.999))


def make_optimizers(G, D):
    return tuple(_adam(net.parameters()) for net in (G, D))


class _Step:
    def __call__(self, G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
        optimizer_G.zero_grad(set_to_none=False)
        fake = G(t1)
        g = generator_loss(D(t1, fake), fake, t2, lambda_l1)
        g.backward()
        optimizer_G.step()

        with torch.no_grad():
            fake = G(t1)                 # afresh, from the updated G
        optimizer_D.zero_grad(set_to_none=False)
        d = discriminator_loss(D(t1, t2), D(t1, fake))
        d.backward()
        optimizer_D.step()
        return dict(loss_G=g.detach(), loss_D=d.detach())


train_step = _Step()
