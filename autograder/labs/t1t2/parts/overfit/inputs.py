"""What the part `overfit` gives its experiments, and what its checks, facts and pictures share."""
from __future__ import annotations

from functools import lru_cache

import numpy as np

from autograder.grading.observations import Observations, need
from autograder.i18n.messages import say
from autograder.labs.phantoms import phantom
from autograder.labs.t1t2 import marked_slices

PAIRS, UNSEEN = 4, 2
STEPS = 99
# G is looked at after these steps. A look costs half a step: at first a step too many costs more, later looks do.
LOOKS = sorted({2, 4, *range(3, STEPS + 1, 3)})
WIDE_PAIRS, WIDE_STEPS = 2, 30
# The run ends early once it has shown clearly more than the thresholds ask for.
SHOWN_FALLEN = 0.7
WIDE_SHOWN_FALLEN = 0.88  # a step of a deep network on 256x256 may take seconds
FALLEN = 0.93
# Of a run that goes on. Deep U-Nets that begin small: 0.3 after 20 such steps; saturated ones: 0.7 after 40.
ENOUGH, MORE_STEPS, FALLEN_FAST = 0.9, 40, 0.6
VARIES = 0.03  # right styles: 0.11 and more; a picture that is learned and given back, with a trace of T1: 0.01


def heads(look) -> dict[str, np.ndarray]:
    """T1 and T2 of PAIRS + UNSEEN heads drawn for this grading: uint8 (heads, 256, 256)."""
    return _drawn(_seeds(look))


def _seeds(look) -> tuple[int, ...]:
    return tuple(map(int, look.rng("overfit.heads").integers(2**31, size=PAIRS + UNSEEN)))


@lru_cache(maxsize=2)
def _drawn(seeds: tuple[int, ...]) -> dict[str, np.ndarray]:
    drawn = [phantom(seed) for seed in seeds]
    return {side: np.stack([head[index] for head in drawn]) for index, side in enumerate(("t1", "t2"))}


@lru_cache(maxsize=4)
def _real_t2(seeds: tuple[int, ...], size: int) -> np.ndarray:
    return scaled(_drawn(seeds)["t2"], size)


def scaled(pictures: np.ndarray, size: int) -> np.ndarray:
    """uint8 (heads, 256, 256) -> float (heads, 1, size, size) in [-1, 1]."""
    step = pictures.shape[-1] // size
    blocks = pictures.reshape(len(pictures), 1, size, step, size, step)
    return blocks.mean((3, 5)) / 127.5 - 1


def together(look) -> Observations:
    return look("overfit.together", lambda: run_inputs(heads(look), PAIRS, STEPS, SHOWN_FALLEN))


def run_inputs(slices: dict[str, np.ndarray], pairs: int, steps: int, fallen: float) -> dict:
    """The inputs of a run that trains on the first `pairs` of these slices and keeps the others."""
    return {"folders": {side: marked_slices.folder({
                f"slice_{index:03d}.png": marked_slices.png(picture)
                for index, picture in enumerate(slices[side][:pairs])}) for side in slices},
            "right": {side: slices[side][:pairs, None] for side in slices},
            "unseen": slices["t1"][pairs:, None],
            "steps": steps, "wide_steps": WIDE_STEPS, "wide_pairs": WIDE_PAIRS,
            "wide_fallen": WIDE_SHOWN_FALLEN if fallen else 0.0,
            "looks": LOOKS, "fallen": fallen,
            "enough": ENOUGH, "more_steps": MORE_STEPS if fallen else 0, "fallen_fast": FALLEN_FAST}


def targets_of(look, size: int, unseen: bool = False) -> np.ndarray:
    """The real T2 slices at the size of the run: (heads, 1, size, size)."""
    need(size in (64, 256), say("G's outputs do not have the shape of T2."))
    targets = _real_t2(_seeds(look), size)
    return targets[PAIRS:] if unseen else targets[:PAIRS]


def pictures_of(look, key: str, unseen: bool = False) -> tuple[list[np.ndarray], np.ndarray]:
    """What G made in each mode, and the real T2."""
    seen = together(look)
    need(seen.error(key) is None, say("The training run did not finish."))
    outputs = [seen.branch(key).array(mode, 4) for mode in ("train", "eval")]
    targets = targets_of(look, outputs[0].shape[-1], unseen)[:len(outputs[0])]
    for output in outputs:
        need(output.shape == targets.shape, say("G's outputs do not have the shape of T2."))
    return outputs, targets


def fall(look, *keys: str, unseen: bool = False) -> tuple[float, float]:
    """Mean |G(t1) - t2| before and after, which the keys name: in training mode, or in the mode that suits G better
    at the time, wherever it falls further. Each mode's first distance is its own: statistics alone change the other."""
    distances = []
    for key in keys:
        outputs, targets = pictures_of(look, key, unseen)
        found = [float(np.abs(output - targets).mean()) for output in outputs]
        distances.append([value if np.isfinite(value) else float("inf") for value in (found[0], min(found))])
    return min(zip(*distances), key=lambda pair: pair[1] / max(pair[0], 1e-12))


def varies(look, key: str, unseen: bool = False) -> float:
    """How much of the variation between pixels is between heads."""
    outputs, _ = pictures_of(look, key, unseen)
    return max(float((output - output.mean(0)).std() / max(output.std(), 1e-12)) for output in outputs)
