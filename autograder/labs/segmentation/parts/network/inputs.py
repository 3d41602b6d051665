"""What the part `network` gives its experiments, and what its checks and facts share."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Observations
from autograder.labs.segmentation import settings

SMALL = 64
# Odd ones, such that are no power of two, and the smallest.
SIZES = ((48, 80), (37, 51), (16, 16), (17, 33), (100, 70))
# Further than two levels of convolutions see, less than three do.
DISTANCE = 12


def slices(look, count: int, height: int, width: int) -> np.ndarray:
    """Noise over soft spots, (count, 1, H, W), values in [0, 1]."""
    rng = look.rng(f"network.slices{count, height, width}")
    y, x = np.mgrid[0:1:height * 1j, 0:1:width * 1j]
    found = []
    for _ in range(count):
        spots = sum(np.exp(-((y - cy)**2 + (x - cx)**2) / 0.02) for cy, cx in rng.uniform(0.1, 0.9, (4, 2)))
        found.append(np.clip(0.5 * spots + 0.5 * rng.uniform(0, 1, (height, width)), 0, 1)[None])
    return np.array(found, np.float32)


def pair(look) -> dict[str, np.ndarray]:
    """Two slices of a small size, and two of the lab's own for networks that work on no other."""
    return {"small": slices(look, 2, SMALL, SMALL), "wide": slices(look, 2, settings.SIZE, settings.SIZE)}


def observed(look, experiment: str) -> Observations:
    return look(f"network.{experiment}", lambda: pair(look))


def reach(look) -> Observations:
    return look("network.reach", lambda: {**pair(look), "distance": DISTANCE})


def usual_shapes(look) -> dict[str, np.ndarray]:
    """One slice and a batch of the lab's size."""
    return {name: slices(look, count, settings.SIZE, settings.SIZE) for name, count in (("single", 1), ("batch", 2))}


def usual(look) -> Observations:
    return look("network.shapes", lambda: {"slices": usual_shapes(look)})


def any_size(look) -> Observations:
    return look("network.shapes", lambda: {"slices": {
        size_name(size): slices(look, 1, *size) for size in SIZES}}, case="sizes")


def size_name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
