"""Right losses for the parts that train, so that a mistake in a submission's costs its own part only.

A worker gets this file's text by the wire, and only once it is asked for the submission's losses no
more (`Session`). It ships to students with the grader, so it does not read like the handout's.
"""
from __future__ import annotations

from autograder.labs.t1t2.settings import LAMBDA_L1

FLOOR = -100.0  # least logarithm, as in torch's own cross-entropy: a probability of 0 stays finite


def generator_loss(pred_fake, fake_t2, t2, lambda_l1=LAMBDA_L1, *_, **__):
    """The right generator loss (CONTRACT.md)."""
    return lambda_l1 * (fake_t2 - t2).abs().mean() - _mean_log(pred_fake)


def discriminator_loss(pred_real, pred_fake, *_, **__):
    """The right discriminator loss (CONTRACT.md)."""
    return -(_mean_log(pred_real) + _mean_log(1 - pred_fake)) / 2


def _mean_log(probability):
    return probability.log().clamp(min=FLOOR).mean()
