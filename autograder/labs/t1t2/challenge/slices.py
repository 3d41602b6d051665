"""The slices that the challenge is scored on: synthetic heads drawn from a secret, or a folder of the instructor's."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from autograder.i18n.messages import say
from autograder.lab import NoData
from autograder.labs.phantoms import phantom

HEADS = 16  # where the instructor names no folder
MAX_SLICES = 64
SIZE = (256, 256)
SIDES = ("testA", "testB")


@dataclass(frozen=True, eq=False)
class Slices:
    """t1, t2: (N, 256, 256) uint8. origin: "folder", or "hidden" or "public" phantoms."""

    t1: np.ndarray
    t2: np.ndarray
    origin: str

    @property
    def digest(self) -> str:
        """What a score hangs on besides the network."""
        return hashlib.sha256(self.t1.tobytes() + self.t2.tobytes()).hexdigest()


@lru_cache(maxsize=2)
def hidden_slices(secret: str) -> Slices:
    """The same secret draws the same heads. Their seeds have 62 bits, so that nobody finds a head's T2 by trying."""
    rng = np.random.default_rng(list(f"{secret}/challenge".encode()))
    pairs = [phantom(int(seed)) for seed in rng.integers(2**62, size=HEADS)]
    return Slices(*(np.stack(images) for images in zip(*pairs)), "public" if secret == "public" else "hidden")


def read_data(folder: Path) -> Slices:
    """At most MAX_SLICES pairs of testA and testB, evenly spread, by equal names. Raises NoData."""
    try:
        t1, t2 = ([_read(path) for path in paths] for paths in zip(*chosen_files(folder)))
    except OSError as error:  # no picture, or not to be read
        raise NoData(say("{path} can't be read as slices ({reason}).", path=str(folder),
                           reason=str(error)[:200])) from error
    return Slices(np.stack(t1), np.stack(t2), "folder")


def chosen_files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The files of these pairs: T1 and T2. Raises NoData."""
    sides = [folder / side for side in SIDES]
    names, others = ({path.name for path in side.glob("*.png")} for side in sides)
    if not names or names != others:
        raise NoData(say("{path} must hold testA (T1) and testB (T2) with .png slices of equal names.",
                           path=str(folder)))
    count = min(MAX_SLICES, len(names))
    for place in range(count):
        name = sorted(names)[(2 * place + 1) * len(names) // (2 * count)]
        yield sides[0] / name, sides[1] / name


def _read(path: Path) -> np.ndarray:
    return np.asarray(Image.open(str(path)).convert("L").resize(SIZE))
