"""`python -m autograder.labs.phantoms --out fixtures/ixi_mini`: phantoms in the data set's own layout."""

import argparse
from pathlib import Path

from PIL import Image

from .slices import phantom

LESION_EVERY = 4  # every fourth pair shows plaques or a tumour
TEST_SEEDS = 10_000  # added to the seed, so that no head is in both train and test


def write_pairs(out: Path, split: str, count: int, seed: int, size: int) -> None:
    """Write out/{split}A (T1) and out/{split}B (T2): `count` greyscale PNGs with equal names."""
    folders = [out / f"{split}{letter}" for letter in "AB"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.glob("phantom_*.png"):  # an earlier, longer run would mix in
            stale.unlink()
    for index in range(count):
        images = phantom(seed + index, size, lesion=index % LESION_EVERY == LESION_EVERY - 1)
        for folder, image in zip(folders, images):
            Image.fromarray(image).save(folder / f"phantom_{index:03d}.png", optimize=True)


def write_dataset(out: Path, train: int, test: int, seed: int, size: int) -> None:
    """Write trainA, trainB, testA and testB under `out`."""
    write_pairs(out, "train", train, seed, size)
    write_pairs(out, "test", test, seed + TEST_SEEDS, size)


def parser() -> argparse.ArgumentParser:
    """The command's options; their defaults are what fixtures/ixi_mini was made with."""
    options = argparse.ArgumentParser(prog="python -m autograder.labs.phantoms", description=__doc__)
    options.add_argument("--out", type=Path, required=True, help="folder to write to")
    options.add_argument("--train", type=int, default=12, help="training pairs (default: 12)")
    options.add_argument("--test", type=int, default=4, help="test pairs (default: 4)")
    options.add_argument("--seed", type=int, default=0, help="first seed (default: 0)")
    options.add_argument("--size", type=int, default=256, help="pixels each way (default: 256)")
    return options


if __name__ == "__main__":
    write_dataset(**vars(parser().parse_args()))
