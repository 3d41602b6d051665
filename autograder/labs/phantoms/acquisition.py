"""From tissue fractions to two pictures: relaxation, coil, noise, and the window of a PNG."""

import numpy as np

from .sequences import IXI, spin_echo, spoiled_gradient_echo
from .strokes import smooth_noise
from .tissues import NAMES, TISSUES


def scan(fractions: np.ndarray, field: float, rng) -> tuple[np.ndarray, np.ndarray]:
    """(tissues, size, size) fractions -> noiseless (T1, T2) signals, float32 (size, size).

    Density varies slowly inside a tissue and both pictures see that; T1 and T2 vary each on their
    own, so that neither picture can be computed from the other's grey levels.
    """
    protocol, size = IXI[field], fractions.shape[-1]
    density = 1 + 0.02 * _texture(rng, size)
    t1_texture = 1 + 0.02 * _texture(rng, size)
    t2_texture = 1 + 0.055 * _texture(rng, size)
    t1_image = np.zeros((size, size), np.float32)
    t2_image = np.zeros((size, size), np.float32)
    for name, fraction in zip(NAMES, fractions):
        person = np.exp(rng.normal(0, (0.01, 0.015, 0.03, 0.03)))  # people differ by a few per cent
        pd, t1, t2, t2star = (float(v) for v in np.array(TISSUES[name].at(field)) * person)
        where = np.nonzero(fraction)
        if pd == 0 or not len(where[0]):
            continue
        amount = fraction[where] * density[where]
        t1_here, t2_here = t1 * t1_texture[where], t2 * t2_texture[where]
        t1_image[where] += amount * spoiled_gradient_echo(
            pd, t1_here, t2star, protocol.t1_tr, protocol.t1_te, protocol.t1_flip, protocol.t1_inversion
        )
        t2_image[where] += amount * spin_echo(pd, t1_here, t2_here, protocol.t2_tr, protocol.t2_te)
    return t1_image, t2_image


def _texture(rng, size) -> np.ndarray:
    """Deviation 1: half of it in patches of 2 cm, half in patches of 4 mm."""
    return 0.7 * smooth_noise(rng, size, 12) + 0.7 * smooth_noise(rng, size, 60)


def bias_field(rng, size: int) -> np.ndarray:
    """Smooth multiplicative shading of the coil, (size, size), 0.9-1.1 up to 0.8-1.2 (BrainWeb)."""
    field = smooth_noise(rng, size, 2)
    span = rng.uniform(0.1, 0.2)
    return 1 + span * field / np.abs(field).max()


def rician(signal: np.ndarray, sigma: float, rng) -> np.ndarray:
    """Magnitude of the signal with noise in both channels: |S + n1 + i n2|."""
    noise = rng.standard_normal((2, *signal.shape), np.float32) * np.float32(sigma)
    return np.hypot(signal + noise[0], noise[1])


def windowed(image: np.ndarray, head: np.ndarray, percentile: float) -> np.ndarray:
    """uint8 picture: 0 stays 0, the head's `percentile` becomes 255, linear, clipped."""
    white = np.percentile(image[head], percentile)
    return np.clip(np.rint(image * (255 / white)), 0, 255).astype(np.uint8)
