"""Closed forms of the metrics, in numpy: Dice, IoU and distances between sets of pixels."""
from __future__ import annotations

import numpy as np


def dice(prediction: np.ndarray, target: np.ndarray, label: int) -> float:
    """2|A∩B| / (|A|+|B|) of two masks of one shape; 1 where neither holds the label."""
    a, b = (mask == label for mask in (prediction, target))
    return 2 * int((a & b).sum()) / int(a.sum() + b.sum()) if a.any() or b.any() else 1.0


def iou(prediction: np.ndarray, target: np.ndarray, label: int) -> float:
    """|A∩B| / |A∪B| of two masks of one shape; 1 where neither holds the label."""
    a, b = (mask == label for mask in (prediction, target))
    return int((a & b).sum()) / int((a | b).sum()) if a.any() or b.any() else 1.0


def nearest(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Euclidean distance, in pixels, from each pixel of the set a to the nearest of b (bool masks of one shape)."""
    steps = np.argwhere(a)[:, None, :] - np.argwhere(b)[None, :, :]
    return np.sqrt((steps**2).sum(-1).min(1))


def hausdorff(prediction: np.ndarray, target: np.ndarray, label: int) -> float:
    """Largest distance to the nearest pixel of the other set, both ways; 0 for no pixels at all, inf for one set."""
    a, b = (mask == label for mask in (prediction, target))
    if not (a.any() and b.any()):
        return float("inf") if a.any() or b.any() else 0.0
    return float(max(nearest(a, b).max(), nearest(b, a).max()))
