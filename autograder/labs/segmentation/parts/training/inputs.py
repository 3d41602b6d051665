"""What the part `training` gives its experiments, and what its checks and facts share."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

import numpy as np

from autograder.grading.observations import Failed, NotJudged, Observations
from autograder.labs.segmentation.collaborators import epoch as closed_form

SLICES, BATCH, SIDE = 5, 2, 16  # the last batch is short
# Class 1 lies between two others of the grey level, and is often the most probable with less than one half.
WEIGHTS = np.array([-4.0, 0.0, 4.0, 2.0, 0.3, -2.6], np.float32)
RATE = 0.25
EPOCHS = (6, 11)
GRADIENTS = [[1.0, -0.5, 0.02, 0.0], [1.0, -0.5, 0.02, 0.0], [0.3, 0.4, 0.01, 0.0]]


def slices(look) -> tuple[np.ndarray, np.ndarray]:
    """Images (N, 1, H, W) and masks (N, H, W): each of its own difficulty, one empty, one without lesions."""
    return _drawn(int(look.rng("training.slices").integers(2**31)))


@lru_cache(maxsize=4)
def _drawn(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    images = rng.uniform(0, 1, (SLICES, 1, SIDE, SIDE))
    images[1] *= 0.35
    images[3] *= 0.68
    images[:, 0, 0, 0] = (np.arange(SLICES) + 1) / 16  # told apart by their first pixel
    images = images.astype(np.float32)
    seen_as = images[:, 0] + rng.normal(0, 1, images[:, 0].shape) * np.array([0.05, 0, 0.1, 0.15, 0])[:, None, None]
    masks = np.digitize(seen_as, (0.42, 0.73))
    masks[3] = np.minimum(masks[3], 1)
    masks[4] = np.where(rng.uniform(size=masks[4].shape) < 0.5, 2, masks[4])  # much the hardest
    return images, masks.astype(np.int64)


def _given(look, own: bool) -> dict:
    images, masks = slices(look)
    return {"images": images, "masks": masks, "batch": BATCH, "weights": WEIGHTS, "own": own}


def optimizer(look) -> Observations:
    return look("training.optimizer", lambda: {"epochs": list(EPOCHS), "gradients": GRADIENTS})


def epoch(look, own: bool = False) -> Observations:
    """With right losses and metrics in place; own: with the submission's."""
    return look("training.epoch", lambda: {**_given(look, own), "rate": RATE}, case="own" if own else "")


def validation(look, own: bool = False) -> Observations:
    return look("training.validation", lambda: _given(look, own), case="own" if own else "")


def with_either(check: Callable) -> Callable:
    """A check(look, own) that also holds with the submission's own losses and metrics: what it uses of these may ask
    for more than the contract's names promise."""
    @wraps(check)
    def either(look) -> None:
        try:
            check(look)
        except (Failed, NotJudged) as failure:
            try:
                check(look, own=True)
            except (Failed, NotJudged):
                raise failure from None

    del either.__wrapped__  # pytest reads arguments there
    return either


class Epoch:
    """The first of two epochs on a probe network, as its log tells."""

    def __init__(self, look, own: bool) -> None:
        self.images, self.masks = slices(look)
        self.seen = epoch(look, own)
        self.log = self.seen.branch("whole").branches("log")
        self.returned = self.seen.branch("whole").branches("returned")
        names = [event.text("event") for event in self.log]
        self.first = self.log[:names.index("end")] if "end" in names else self.log

    def batches(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """(weights, indices of slices) of each call that a graph was made of."""
        found, weights = [], WEIGHTS.astype(float)
        for event in self.first:
            if event.text("event") == "call" and event.flag("graph"):
                found.append((weights, self.indices(event)))
            elif event.text("event") == "step":
                weights = event.array("weights", 1)
        return found

    def indices(self, call: Observations) -> np.ndarray:
        """Which slices the network was given."""
        marks = [float(value) for value in call.items("slices")]
        return np.array([index for index in range(SLICES) for mark in marks
                         if abs(self.images[index, 0, 0, 0] - mark) < 1e-6], int)

    def steps(self, both: bool = False) -> list[np.ndarray]:
        """The weights after each step of the optimizer; both: of both epochs."""
        return [event.array("weights", 1) for event in (self.log if both else self.first)
                if event.text("event") == "step"]

    def first_gradient(self) -> np.ndarray:
        """The gradient that should be followed first."""
        weights, chosen = self.batches()[0]
        return closed_form.gradient(weights, self.images[chosen], self.masks[chosen])

    def losses(self) -> list[np.ndarray]:
        """The right losses of the slices of each batch, with the weights that they met."""
        return [closed_form.losses(weights, self.images[chosen], self.masks[chosen])
                for weights, chosen in self.batches()]

    def alone(self) -> list[Observations]:
        """What each batch gave by itself, from where it began in the two epochs."""
        return [self.seen.branch(f"batch {number}") for number in range(len(self.steps(both=True)))]
