"""Right neighbours for the part under test, so that one mistake costs its own part only.

Loaded inside a worker, and not in one that is asked for a submission's losses. They ship to students
with the grader, so they stand in and do not solve: tiny networks, and losses that do not read like
the handout's.
"""
from __future__ import annotations

import torch

from autograder.collaborators import NETWORKS

FLOOR = -100.0  # least logarithm, as in torch's own cross-entropy: a probability of 0 stays finite


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=100.0, *_, **__):
    """The right generator loss (CONTRACT.md)."""
    return lambda_l1 * (fake_t2 - t2).abs().mean() - _mean_log(pred_fake)


def discriminator_loss(pred_real, pred_fake, *_, **__):
    """The right discriminator loss (CONTRACT.md)."""
    return -(_mean_log(pred_real) + _mean_log(1 - pred_fake)) / 2


def _mean_log(probability: torch.Tensor) -> torch.Tensor:
    return probability.log().clamp(min=FLOOR).mean()


STAND_INS = {
    **NETWORKS,
    "generator_loss": generator_loss,
    "discriminator_loss": discriminator_loss,
}
