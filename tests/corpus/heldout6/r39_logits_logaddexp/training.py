"""Losses written with logits recovered from the probabilities: BCE(p,1) = log(1+exp(-z)), BCE(p,0) = log(1+exp(z))."""
import math

import torch
from torch.optim import Adam


def _z(p):
    # logit by hand and in double, so that nothing is lost on the way; |z| <= 100 as in torch's own BCE
    p = p.double()
    floor = math.exp(-100)
    return p.clamp_min(floor).log() - (1 - p).clamp_min(floor).log()


def _real(p):
    z = _z(p)
    return torch.logaddexp(-z, torch.zeros_like(z)).mean().to(p.dtype)


def _fake(p):
    z = _z(p)
    return torch.logaddexp(z, torch.zeros_like(z)).mean().to(p.dtype)


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    return _real(pred_fake) + lambda_l1 * torch.linalg.vector_norm(fake_t2 - t2, ord=1) / t2.numel()


def discriminator_loss(pred_real, pred_fake):
    return torch.stack([_real(pred_real), _fake(pred_fake)]).mean()


def make_optimizers(G, D):
    return tuple(Adam(net.parameters(), 2e-4, (0.5, 0.999)) for net in (G, D))


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    fake = G(t1)

    lg = generator_loss(D(t1, fake), fake, t2, lambda_l1)
    optimizer_G.zero_grad(set_to_none=False)
    lg.backward()
    optimizer_G.step()

    fake = fake.detach()
    ld = discriminator_loss(D(t1, t2), D(t1, fake))
    optimizer_D.zero_grad(set_to_none=False)
    ld.backward()
    optimizer_D.step()
    return dict(loss_G=lg.detach(), loss_D=ld.detach())
