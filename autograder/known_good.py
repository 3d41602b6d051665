"""Right neighbours for the part under test, so that one mistake costs its own part only.

Loaded inside a worker, for one request. The networks are tiny: they stand in, they do not solve.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn


class TinyGenerator(nn.Module):
    """A stand-in for G: (N, 1, H, W) -> (N, 1, H, W)."""

    def __init__(self) -> None:
        super().__init__()
        self.model = nn.Sequential(nn.Conv2d(1, 1, 3, 1, 1), nn.Tanh())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.model(x)


class TinyDiscriminator(nn.Module):
    """A stand-in for D: two (N, 1, H, W) -> (N, 1, H/4, W/4)."""

    def __init__(self) -> None:
        super().__init__()
        self.model = nn.Sequential(nn.Conv2d(2, 1, 4, 4), nn.Sigmoid())

    def forward(self, x1: torch.Tensor, x2: torch.Tensor) -> torch.Tensor:
        return self.model(torch.cat([x1, x2], dim=1))


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0, *_, **__):
    """The right generator loss (CONTRACT.md)."""
    return F.binary_cross_entropy(pred_fake, torch.ones_like(pred_fake)) + (
        lambda_l1 * F.l1_loss(fake_t2, t2))


def discriminator_loss(pred_real, pred_fake, *_, **__):
    """The right discriminator loss (CONTRACT.md)."""
    return (F.binary_cross_entropy(pred_real, torch.ones_like(pred_real))
            + F.binary_cross_entropy(pred_fake, torch.zeros_like(pred_fake))) / 2


STAND_INS = {
    "Generator": TinyGenerator,
    "Discriminator": TinyDiscriminator,
    "generator_loss": generator_loss,
    "discriminator_loss": discriminator_loss,
}
