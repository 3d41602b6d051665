"""What the probe networks (worker side) and their closed form (trusted side) share.

G is tanh(GAIN_G w . features(t1)); D is sigmoid(GAIN_D v . features(t1, t2)) on every STRIDE-th
pixel.
The features are plain arithmetic, so they serve torch tensors and numpy arrays alike.
"""
from __future__ import annotations

from typing import Any

# A 252x252 slice gives the 63x63 map of the handout's network.
STRIDE = 4
PROBE_SIZE = 252
# Scores are multiplied, so that gradients are large enough for a clipping to show.
GAIN_G = 6.0
GAIN_D = 40.0


def generator_features(x: Any) -> list:
    return [x, x * x, x * x * x, x * 0 + 1]


def discriminator_features(x1: Any, x2: Any) -> list:
    return [x1, x2, x1 * x2, x2 * x2, x1 * 0 + 1]


def discriminator_slopes(x1: Any, x2: Any) -> list:
    """Derivatives of the discriminator's features by x2."""
    return [x1 * 0, x1 * 0 + 1, x1, 2 * x2, x1 * 0]


def strided(x: Any) -> Any:
    return x[..., ::STRIDE, ::STRIDE]


def weighted(weights: Any, features: list) -> Any:
    return sum(weight * feature for weight, feature in zip(weights, features))
