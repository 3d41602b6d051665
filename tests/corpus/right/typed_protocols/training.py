from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypedDict

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy, l1_loss
from torch.optim import Adam, Optimizer


class Losses(TypedDict):
    loss_G: float
    loss_D: float


class Judge(Protocol):
    def __call__(self, x1: Tensor, x2: Tensor) -> Tensor: ...


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = 100.0, *, target: float = 1.0) -> Tensor:
    return binary_cross_entropy(pred_fake, torch.full_like(pred_fake, target)) + lambda_l1 * l1_loss(fake_t2, t2)


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor, *, weight: float = 0.5) -> Tensor:
    real = binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return weight * real + (1 - weight) * fake


def make_optimizers(G: nn.Module, D: nn.Module, lr: float = 2e-4, betas: tuple[float, float] = (0.5, 0.999)) -> tuple[Optimizer, Optimizer]:
    return Adam(G.parameters(), lr, betas), Adam(D.parameters(), lr, betas)


@dataclass
class Turn:
    net: nn.Module
    optimizer: Optimizer

    def take(self, loss: Tensor) -> float:
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item()


def train_step(G: nn.Module, D: nn.Module, optimizer_G: Optimizer, optimizer_D: Optimizer,
               t1: Tensor, t2: Tensor, lambda_l1: float = 100.0) -> Losses:
    fake_t2 = G(t1)
    loss_G = Turn(G, optimizer_G).take(generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1))
    fake_t2 = fake_t2.detach()
    loss_D = Turn(D, optimizer_D).take(discriminator_loss(D(t1, t2), D(t1, fake_t2)))
    return Losses(loss_G=loss_G, loss_D=loss_D)
