from __future__ import annotations
import torch
from torch import nn, Tensor


def bernoulli_nll(p: Tensor, target: float) -> Tensor:
    return -torch.distributions.Bernoulli(probs=p, validate_args=False).log_prob(torch.full_like(p, target)).mean()


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = 100.0) -> Tensor:
    return bernoulli_nll(pred_fake, 1.0) + lambda_l1 * (fake_t2 - t2).abs().mean()


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor) -> Tensor:
    return (bernoulli_nll(pred_real, 1.0) + bernoulli_nll(pred_fake, 0.0)) / 2.0


def make_optimizers(G: nn.Module, D: nn.Module):
    kwargs = {"lr": 2e-4, "betas": (0.5, 0.999), "weight_decay": 0.0, "fused": False, "foreach": None}
    return torch.optim.Adam(G.parameters(), **kwargs), torch.optim.Adam(D.parameters(), **kwargs)


class only:
    """with only(G): ...   # D is frozen meanwhile, flags restored afterwards"""

    def __init__(self, *frozen: nn.Module):
        self.params = [(p, p.requires_grad) for m in frozen for p in m.parameters()]

    def __enter__(self):
        for p, _ in self.params:
            p.requires_grad_(False)

    def __exit__(self, *_):
        for p, was in self.params:
            p.requires_grad_(was)


def update(optimizer, loss: Tensor) -> Tensor:
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.detach()


def train_step(G, D, optimizer_G, optimizer_D, t1, t2, lambda_l1=100.0):
    with only(D):
        fake = G(t1)
        loss_G = update(optimizer_G, generator_loss(D(t1, fake), fake, t2, lambda_l1))
    with only(G):
        loss_D = update(optimizer_D, discriminator_loss(D(t1, t2), D(t1, G(t1).detach())))
    return {"loss_G": loss_G, "loss_D": loss_D}
