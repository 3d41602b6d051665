"""How alike a generated and a real T2 slice are: PSNR and SSIM inside the head, in numpy alone.

The same numbers as assignment/evaluation_scores.py has from scikit-image, which graders need not install.
"""
from __future__ import annotations

import numpy as np

PEAK = 255.0
RADIUS = 5  # of SSIM's window, with this sigma (Wang 2004)
SIGMA = 1.5
AIR = 0.1 * PEAK  # both slices darker than this, smoothed: outside the head
BEST = 100.0  # dB, where two slices are equal


def find_head(t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    """The head's mask (H, W) by both real slices: what has tissue on all four sides of it."""
    tissue = smooth(np.maximum(t1, t2).astype(np.float64)) > AIR
    if not tissue.any():
        return np.ones(tissue.shape, bool)
    return _between(tissue, 0) & _between(tissue, 1)


def _between(tissue: np.ndarray, axis: int) -> np.ndarray:
    before = np.maximum.accumulate(tissue, axis)
    behind = np.flip(np.maximum.accumulate(np.flip(tissue, axis), axis), axis)
    return before & behind


def smooth(image: np.ndarray) -> np.ndarray:
    """image (H, W) under SSIM's Gaussian window; the picture goes on as its mirror image."""
    weights = np.exp(-0.5 * (np.arange(-RADIUS, RADIUS + 1) / SIGMA) ** 2)
    for _ in range(2):
        wide = np.pad(image, ((RADIUS, RADIUS), (0, 0)), mode="symmetric")
        rows = len(image)
        image = sum(weight * wide[start:start + rows] for start, weight in enumerate(weights / weights.sum())).T
    return image


def ssim(fake_t2: np.ndarray, t2: np.ndarray, head: np.ndarray) -> float:
    """The mean of SSIM's map inside the head. Slices (H, W) float on 0 .. 255."""
    mean_fake, mean_real = smooth(fake_t2), smooth(t2)
    variances = smooth(fake_t2**2) - mean_fake**2 + smooth(t2**2) - mean_real**2
    covariance = smooth(fake_t2 * t2) - mean_fake * mean_real
    c1, c2 = (0.01 * PEAK) ** 2, (0.03 * PEAK) ** 2
    similarity = ((2 * mean_fake * mean_real + c1) * (2 * covariance + c2)
                  / ((mean_fake**2 + mean_real**2 + c1) * (variances + c2)))
    return float(similarity[head].mean())


def psnr(fake_t2: np.ndarray, t2: np.ndarray, head: np.ndarray) -> float:
    """PSNR in dB inside the head. Slices (H, W) float on 0 .. 255."""
    error = float(((fake_t2 - t2)[head] ** 2).mean())
    return min(BEST, 10 * float(np.log10(PEAK**2 / max(error, 1e-12))))
