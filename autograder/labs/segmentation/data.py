"""Slices and their masks, made of synthetic heads.

    python -m autograder.labs.segmentation.data --out fixtures/mini     images/ and masks/, PNGs of equal names
"""
from __future__ import annotations

import argparse
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from autograder.labs.phantoms import phantom, structure_masks
from autograder.labs.segmentation.settings import CLASSES, SIZE

FOLDERS = ("images", "masks")
LESION_EVERY = 2  # every second slice shows plaques or a tumour; those without, high up in the head, show nothing


@lru_cache(maxsize=64)  # a class is graded with the same few slices over and over
def pair(seed: int, size: int = SIZE, lesion: bool | None = None) -> tuple[np.ndarray, np.ndarray]:
    """A T2 slice and its mask, two uint8 arrays (size, size): grey levels, and class indices (settings.CLASSES).

    lesion: whether there are any; None leaves it to the seed. Read-only, since others may have them too.
    """
    t2 = phantom(seed, size, lesion)[1]
    mask = np.zeros((size, size), np.uint8)
    for name, inside in structure_masks(seed, size, lesion).items():
        mask[inside] = CLASSES.index(name)
    mask.flags.writeable = False
    return t2, mask


def pairs(count: int, seed: int = 0, size: int = SIZE) -> tuple[np.ndarray, np.ndarray]:
    """`count` slices and their masks, both uint8 (count, size, size), every second one with lesions."""
    found = [pair(seed + index, size, index % LESION_EVERY == 0) for index in range(count)]
    images, masks = zip(*found)
    return np.stack(images), np.stack(masks)


def write_pairs(out: Path, count: int, seed: int, size: int) -> None:
    """Write out/images and out/masks: `count` greyscale PNGs with equal names."""
    for folder, pictures in zip(FOLDERS, pairs(count, seed, size)):
        (out / folder).mkdir(parents=True, exist_ok=True)
        for stale in (out / folder).glob("slice_*.png"):  # an earlier, longer run would mix in
            stale.unlink()
        for index, picture in enumerate(pictures):
            Image.fromarray(picture).save(out / folder / f"slice_{index:03d}.png", optimize=True)


def parser() -> argparse.ArgumentParser:
    """The command's options; their defaults are what fixtures/mini was made with."""
    options = argparse.ArgumentParser(prog="python -m autograder.labs.segmentation.data", description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, required=True, help="folder to write to")
    options.add_argument("--count", type=int, default=16, help="pairs (default: 16)")
    options.add_argument("--seed", type=int, default=0, help="first seed (default: 0)")
    options.add_argument("--size", type=int, default=144, help="pixels each way (default: 144)")
    return options


if __name__ == "__main__":
    write_pairs(**vars(parser().parse_args()))
