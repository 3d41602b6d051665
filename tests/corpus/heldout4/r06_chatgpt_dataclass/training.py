"""Losses, optimizers and the training step."""
from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer

from config import TrainingConfig

CFG = TrainingConfig()


def generator_loss(pred_fake: Tensor, fake_t2: Tensor, t2: Tensor, lambda_l1: float = CFG.lambda_l1) -> Tensor:
    adversarial = nn.functional.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake))
    reconstruction = nn.functional.l1_loss(fake_t2, t2)
    return adversarial + lambda_l1 * reconstruction


def discriminator_loss(pred_real: Tensor, pred_fake: Tensor) -> Tensor:
    real = nn.functional.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
    fake = nn.functional.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))
    return torch.stack((real, fake)).mean()


def make_optimizers(G: nn.Module, D: nn.Module) -> tuple[Optimizer, Optimizer]:
    def build(model: nn.Module) -> Optimizer:
        return Adam(model.parameters(), lr=CFG.lr, betas=CFG.betas)
    return build(G), build(D)


@dataclass
class StepResult:
    loss_G: float
    loss_D: float
    loss_L1: float


def train_step(G: nn.Module, D: nn.Module, optimizer_G: Optimizer, optimizer_D: Optimizer,
               t1: Tensor, t2: Tensor, lambda_l1: float = CFG.lambda_l1) -> dict[str, float]:
    """Run one alternating update."""
    # --- Generator -----------------------------------------------------
    optimizer_G.zero_grad(set_to_none=True)
    fake_t2 = G(t1)
    loss_G = generator_loss(D(t1, fake_t2), fake_t2, t2, lambda_l1=lambda_l1)
    loss_G.backward()
    optimizer_G.step()

    # --- Discriminator -------------------------------------------------
    optimizer_D.zero_grad(set_to_none=True)
    with torch.no_grad():
        l1 = (fake_t2 - t2).abs().mean()
        fake_detached = fake_t2.detach().clone()
    loss_D = discriminator_loss(D(t1, t2), D(t1, fake_detached))
    loss_D.backward()
    optimizer_D.step()

    return asdict(StepResult(loss_G=loss_G.item(), loss_D=loss_D.item(), loss_L1=l1.item()))
