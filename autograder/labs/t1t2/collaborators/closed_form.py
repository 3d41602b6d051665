"""What right work computes, in closed form (numpy, float64). Lives on the trusted side only.

The probe networks (`features.py`, `networks.py`) are simple enough that their gradients can be
written down.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.labs.t1t2.collaborators.features import (
    GAIN_D,
    GAIN_G,
    STRIDE,
    discriminator_features,
    discriminator_slopes,
    generator_features,
    strided,
    weighted,
)
from autograder.labs.t1t2.settings import BETAS, LAMBDA_L1, LEARNING_RATE


def bce(probability: np.ndarray, target: float) -> float:
    """Mean binary cross-entropy against a constant target."""
    return float(-(target * np.log(probability) + (1 - target) * np.log1p(-probability)).mean())


def generator_loss(pred_fake: np.ndarray, fake_t2: np.ndarray, t2: np.ndarray,
                   lambda_l1: float = LAMBDA_L1) -> float:
    """BCE(pred_fake, 1) + lambda_l1 mean|fake_t2 - t2| (CONTRACT.md)."""
    return bce(pred_fake, 1.0) + lambda_l1 * float(np.abs(fake_t2 - t2).mean())


def discriminator_loss(pred_real: np.ndarray, pred_fake: np.ndarray) -> float:
    """Half of BCE(pred_real, 1) + BCE(pred_fake, 0) (CONTRACT.md)."""
    return 0.5 * (bce(pred_real, 1.0) + bce(pred_fake, 0.0))


@dataclass(frozen=True)
class State:
    """The weights of both probe networks."""

    G: np.ndarray
    D: np.ndarray

    def translate(self, t1: np.ndarray) -> np.ndarray:
        return np.tanh(GAIN_G * weighted(self.G, generator_features(t1)))

    def judge(self, x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
        score = weighted(self.D, discriminator_features(strided(x1), strided(x2)))
        return 1 / (1 + np.exp(-GAIN_D * score))

    def with_G(self, weights: np.ndarray) -> State:
        return replace(self, G=weights)

    def with_D(self, weights: np.ndarray) -> State:
        return replace(self, D=weights)


def generator_gradient(state: State, t1: np.ndarray, t2: np.ndarray,
                       lambda_l1: float = LAMBDA_L1) -> np.ndarray:
    """Gradient by G's weights of the generator's loss through D."""
    fake = state.translate(t1)
    pred = state.judge(t1, fake)
    by_fake = lambda_l1 * np.sign(fake - t2) / fake.size
    slope = weighted(state.D, discriminator_slopes(strided(t1), strided(fake)))
    by_fake[..., ::STRIDE, ::STRIDE] += GAIN_D * slope * (pred - 1) / pred.size
    by_score = GAIN_G * by_fake * (1 - fake**2)
    return np.array([(by_score * feature).sum() for feature in generator_features(t1)])


def discriminator_gradient(state: State, t1: np.ndarray, t2: np.ndarray,
                           fake: np.ndarray) -> np.ndarray:
    """Gradient by D's weights of the discriminator's loss for this fake."""
    total = np.zeros_like(state.D)
    for x2, target in ((t2, 1.0), (fake, 0.0)):
        pred = state.judge(t1, x2)
        error = 0.5 * GAIN_D * (pred - target) / pred.size
        features = discriminator_features(strided(t1), strided(x2))
        total += [(error * feature).sum() for feature in features]
    return total


def adam(gradients: np.ndarray, lr: float = LEARNING_RATE, betas: tuple[float, float] = BETAS,
         eps: float = 1e-8) -> np.ndarray:
    """Displacement of each weight after each of Adam's steps (Kingma and Ba 2015, algorithm 1).

    gradients: (steps, weights). Returns the same shape, accumulated.
    """
    mean, square, path = np.zeros(gradients.shape[1]), np.zeros(gradients.shape[1]), []
    position = np.zeros(gradients.shape[1])
    for step, gradient in enumerate(gradients, 1):
        mean = betas[0] * mean + (1 - betas[0]) * gradient
        square = betas[1] * square + (1 - betas[1]) * gradient**2
        corrected = mean / (1 - betas[0]**step), square / (1 - betas[1]**step)
        position = position - lr * corrected[0] / (np.sqrt(corrected[1]) + eps)
        path.append(position)
    return np.array(path)


def batch_norm(x: np.ndarray, mean: float, variance: float, eps: float = 1e-5) -> np.ndarray:
    """Batch normalisation in evaluation mode, without affine weights."""
    return (x - mean) / np.sqrt(variance + eps)
