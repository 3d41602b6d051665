import functools
import time

import torch
import torch.nn as nn


def timed(fn):
    @functools.wraps(fn)
    def inner(*a, **k):
        t = time.perf_counter()
        out = fn(*a, **k)
        inner.seconds += time.perf_counter() - t
        return out
    inner.seconds = 0.0
    return inner


def scalar(fn):
    """a loss must be one number"""
    @functools.wraps(fn)
    def inner(*a, **k):
        out = fn(*a, **k)
        assert out.ndim == 0, f"{fn.__name__} gave {tuple(out.shape)}"
        return out
    return inner


@scalar
def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0):
    per_sample = nn.BCELoss(reduction="none")(pred_fake, torch.ones_like(pred_fake)).flatten(1).mean(1)
    pixels = (fake_t2 - t2).abs().flatten(1).mean(1)
    return (per_sample + lambda_l1 * pixels).mean()


@scalar
def discriminator_loss(pred_real, pred_fake):
    bce = nn.BCELoss()
    return torch.stack((bce(pred_real, torch.ones_like(pred_real)), bce(pred_fake, torch.zeros_like(pred_fake)))).sum() / 2


def make_optimizers(G, D):
    """a generator expression is enough"""
    optimizer_G, optimizer_D = (torch.optim.Adam((p for p in n.parameters()), lr=2e-4, betas=(0.5, 0.999)) for n in (G, D))
    return optimizer_G, optimizer_D


def turns(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1):
    fake = G(t1)
    yield "loss_G", optimizer_G, generator_loss(D(t1, fake), fake, t2, lambda_l1)
    fake = fake.detach()
    yield "loss_D", optimizer_D, discriminator_loss(D(t1, t2), D(t1, fake))


@timed
def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    report = {}
    for key, opt, loss in turns(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1):
        opt.zero_grad()
        loss.backward()
        opt.step()
        report[key] = loss.item()
    return report


if __name__ == "__main__":
    from generator import Generator
    from discriminator import Discriminator
    g, d = Generator(), Discriminator()
    print(train_step(g, d, *make_optimizers(g, d), torch.rand(1, 1, 256, 256), torch.rand(1, 1, 256, 256)), train_step.seconds)
