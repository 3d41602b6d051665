"""What the part `overfit` gives its experiment, and what its checks and facts share."""
from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import Image

from autograder.grading.observations import Observations, need
from autograder.i18n.messages import say
from autograder.labs.segmentation.settings import CLASSES, SMOOTH

SIZE, PAIRS, UNSEEN = 64, 4, 2
KINDS = 4
EPOCHS, MORE_EPOCHS = 36, 24
QUICK_RATE = 3e-3  # of a run that goes on; at 1e-2 a network without normalisation may die
# The model is looked at after these epochs. A run ends early once it has shown clearly more than is asked for.
LOOKS = [4, 6, *range(8, EPOCHS + MORE_EPOCHS + 1, 4)]
SHOWN_FALLEN, SHOWN_RISEN = 0.82, 0.4
# Right work: 0.83 and less, 0.4 and more when it ends; a network that learns one answer for all: 0.1 at most.
FALLEN, RISEN = 0.87, 0.3
FOLLOWS = 0.25  # right work: 0.7 and more; one answer for all slices: 0
# Grey levels, of 1.
HEAD, VENTRICLE, LESION, NOISE = 0.35, 0.75, 1.0, 0.03


def head(rng: np.random.Generator, kind: float) -> tuple[np.ndarray, np.ndarray]:
    """A slice, uint8 (SIZE, SIZE), and its mask: a ventricle in this quarter of a head, a lesion on the other side.

    No two of the four kinds have a structure in the same place; halves lie between them.
    """
    y, x = np.mgrid[:SIZE, :SIZE] / (SIZE - 1) * 2 - 1
    turn, shift = kind * np.pi / 2, rng.uniform(-0.06, 0.06, 4)
    image = np.where(np.hypot(x / 0.85, y / 0.95) < 1, HEAD, 0.0)
    ventricle = np.hypot((x - 0.45 * np.cos(turn + np.pi / 4) - shift[0]) / 0.2,
                         (y - 0.45 * np.sin(turn + np.pi / 4) - shift[1]) / 0.26) < 1
    lesion = np.hypot(x + 0.62 * np.cos(turn) - shift[2], y + 0.62 * np.sin(turn) - shift[3]) < 0.15
    mask = np.zeros((SIZE, SIZE), np.uint8)
    for label, (inside, level) in enumerate(((ventricle, VENTRICLE), (lesion, LESION)), 1):
        image[inside], mask[inside] = level, label
    noisy = image + rng.normal(0, NOISE, image.shape)
    return (noisy.clip(0, 1) * 255).round().astype(np.uint8), mask


def heads(look) -> tuple[np.ndarray, np.ndarray]:
    """Slices and masks of PAIRS + UNSEEN heads, uint8 (heads, SIZE, SIZE)."""
    return _drawn(int(look.rng("overfit.heads").integers(2**31)))


@lru_cache(maxsize=4)
def _drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    kinds = [*rng.permutation(KINDS), *(rng.permutation(KINDS)[:UNSEEN] + 0.5)]  # no kept mask answers the unseen
    images, masks = zip(*(head(rng, kind) for kind in kinds))
    return np.stack(images), np.stack(masks)


def png(picture: np.ndarray) -> np.ndarray:
    """The bytes of a greyscale PNG, as an array that travels."""
    written = io.BytesIO()
    Image.fromarray(picture).save(written, "PNG")
    return np.frombuffer(written.getvalue(), np.uint8).copy()


def together(look) -> Observations:
    """How the training run went."""
    return look("overfit.together", lambda: run_inputs(*heads(look)))


def run_inputs(images: np.ndarray, masks: np.ndarray) -> dict:
    """The inputs of a run that trains on the first PAIRS heads; the others' masks never reach the worker."""
    return {"files": {side: {f"slice_{index:03d}.png": png(picture) for index, picture in enumerate(pictures[:PAIRS])}
                      for side, pictures in (("images", images), ("masks", masks))},
            "images": images[:PAIRS], "masks": masks[:PAIRS], "unseen": images[PAIRS:],
            "epochs": EPOCHS, "more_epochs": MORE_EPOCHS, "quick_rate": QUICK_RATE, "looks": LOOKS,
            "fallen": SHOWN_FALLEN, "risen": SHOWN_RISEN}


def probabilities(look, key: str) -> list[np.ndarray]:
    """What the model gives in training and in evaluation mode, softmax of its logits, (heads, 3, SIZE, SIZE)."""
    seen = together(look)
    need(seen.error(key) is None, say("The training run did not finish."))
    count, found = UNSEEN if key == "unseen" else PAIRS, []
    for mode in ("train", "eval"):
        logits = seen.branch(key).array(mode, 4)
        need(logits.shape == (count, len(CLASSES), SIZE, SIZE), say("UNet does not give (N, 3, H, W) logits."))
        need(np.isfinite(logits).all(), say("UNet's logits are NaN or infinite."))
        shares = np.exp(logits - logits.max(1, keepdims=True))
        found.append(shares / shares.sum(1, keepdims=True))
    return found


def loss(shares: np.ndarray, masks: np.ndarray) -> float:
    """The lab's loss (CONTRACT.md) of probabilities (N, 3, H, W) and class indices (N, H, W)."""
    wanted = np.eye(len(CLASSES))[masks].transpose(0, 3, 1, 2)
    cross_entropy = -np.log(np.maximum((shares * wanted).sum(1), 1e-12)).mean()
    both, sizes = (shares * wanted).sum((2, 3)), shares.sum((2, 3)) + wanted.sum((2, 3))
    return float(cross_entropy + (1 - (2 * both + SMOOTH) / (sizes + SMOOTH))[:, 1:].mean())


def dice(shares: np.ndarray, masks: np.ndarray) -> float:
    """The mean Dice of the foreground classes over slices; every mask here has both."""
    found = shares.argmax(1)
    return float(np.mean([2 * ((found == label) & (masks == label)).sum((1, 2))
                          / ((found == label).sum((1, 2)) + (masks == label).sum((1, 2)))
                          for label in range(1, len(CLASSES))]))


def follows(shares: np.ndarray, masks: np.ndarray) -> float:
    """How much more a slice's foreground is like its own mask's than like those of others: difference of correlations.
    """
    found, wanted = 1 - shares[:, 0].reshape(len(shares), -1), (masks > 0).reshape(len(masks), -1)
    table = np.array([[_correlation(a, b) for b in wanted] for a in found])
    own = np.eye(len(table), dtype=bool)
    return float(table[own].mean() - table[~own].mean())


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 1e-9 else 0.0
