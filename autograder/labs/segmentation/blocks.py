"""Pictures of square blocks that a submission's dataset is made to read, and how they are recognised afterwards.

Recognition must survive every other mistake (a wrong scale, a wrong size, blurred borders, a flip): what counts
of a picture is the mean of each block, away from its borders.
"""
from __future__ import annotations

import io

import numpy as np
from PIL import Image

BLOCKS = 6   # a side
INSIDE = 0.3  # of a block, around its middle, each way
# Correlation of block means, from which a picture is taken for the one it is most like, and by how much more
# than for the next one. Different patterns agree to 0.5 at most (`unlike`).
LIKE, APART = 0.7, 0.1
GREYS, LABELS = np.linspace(0, 255, BLOCKS**2).round().astype(np.uint8), np.arange(BLOCKS**2, dtype=np.uint8) % 3


def patterns(rng: np.random.Generator, values: np.ndarray, count: int) -> np.ndarray:
    """`count` patterns (count, BLOCKS, BLOCKS) that hold the same values in unlike orders, mirrored or not."""
    found: list[np.ndarray] = []
    while len(found) < count:
        pattern = rng.permutation(values).reshape(BLOCKS, BLOCKS)
        others = [*found, *(other[:, ::-1] for other in found), pattern[:, ::-1]]
        if all(abs(correlation(pattern, other)) < 0.5 for other in others):
            found.append(pattern)
    return np.stack(found)


def picture(pattern: np.ndarray, size: int | tuple[int, int]) -> np.ndarray:
    """The pattern as a uint8 picture of this size (or height and width)."""
    height, width = (size, size) if isinstance(size, int) else size
    rows, columns = ((np.arange(length) + 0.5) / length * BLOCKS for length in (height, width))
    return np.ascontiguousarray(pattern[rows.astype(int)[:, None], columns.astype(int)[None, :]], np.uint8)


def near_border(shown: np.ndarray, reach: list[int]) -> np.ndarray:
    """Where a bool picture (H, W) has both values within `reach` pixels, down and across; its edges count as joined."""
    low = high = shown
    for axis, steps in enumerate(reach):
        moved = [[np.roll(one, step, axis) for step in range(-steps, steps + 1)] for one in (low, high)]
        low, high = np.logical_and.reduce(moved[0]), np.logical_or.reduce(moved[1])
    return low != high


def means(array: np.ndarray) -> np.ndarray | None:
    """The mean of each block, (BLOCKS, BLOCKS), of a picture (H, W); None for one that is too small or no picture."""
    if array.ndim != 2 or min(array.shape) < 2 * BLOCKS or not np.isfinite(array).all():
        return None
    inside = [np.abs((np.arange(length) + 0.5) / length * BLOCKS % 1 - 0.5) < INSIDE for length in array.shape]
    block = [((np.arange(length) + 0.5) / length * BLOCKS).astype(int) for length in array.shape]
    sides = [(np.arange(BLOCKS)[:, None] == which) & kept for which, kept in zip(block, inside)]
    rows, columns = (side / side.sum(1, keepdims=True) for side in sides)
    return rows @ array @ columns.T


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Of two patterns; 0 where one of them is even."""
    a, b = (np.asarray(values, float).ravel() - np.mean(values) for values in (one, other))
    length = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / length) if length > 1e-9 else 0.0


def recognise(array: np.ndarray, known: np.ndarray) -> tuple[int, bool] | None:
    """Which of the known patterns a picture shows, and whether mirrored left-right; None where it can't be told."""
    found = means(array)
    if found is None:
        return None
    likeness = sorted(((abs(correlation(found, pattern[:, ::-1] if mirrored else pattern)), index, mirrored)
                       for index, pattern in enumerate(known) for mirrored in (False, True)), reverse=True)
    (best, index, mirrored), (second, *_) = likeness[:2]
    return (index, mirrored) if best > LIKE and best - second > APART else None


def png(picture: np.ndarray) -> np.ndarray:
    """The bytes of a greyscale PNG file as a uint8 array."""
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return np.frombuffer(buffer.getvalue(), np.uint8)


def folder(files: dict[str, np.ndarray]) -> dict[str, list]:
    """A folder for the worker to lay out: names in the order in which they are created."""
    return {"names": list(files), "blobs": list(files.values())}
