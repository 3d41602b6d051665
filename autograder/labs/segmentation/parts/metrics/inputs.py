"""What the part `metrics` gives its experiments, and what its checks and facts share."""
from __future__ import annotations

from functools import lru_cache

import numpy as np

from autograder.grading.observations import Observations
from autograder.labs.segmentation.collaborators import measures

MEASURES = {"dice": measures.dice, "iou": measures.iou, "hausdorff": measures.hausdorff}
SHAPE = (24, 31)  # rows and columns are told apart
FLIPS = {"left-right": np.fliplr, "upside down": np.flipud, "half a turn": lambda mask: np.rot90(mask, 2)}
EMPTY = ("neither", "prediction only", "target only")
APART = 0.15  # by which share distances that people take for Hausdorff's differ from it
KINDS = (np.uint8, np.int32)


def overlaps(look) -> dict[str, dict]:
    """Pairs of masks of both classes that overlap by halves, lesions of a few pixels among them."""
    return _overlaps(_seed(look, "overlaps"))


@lru_cache(maxsize=4)
def _overlaps(seed: int) -> dict[str, dict]:
    rng = np.random.default_rng(seed)
    cases = {}
    for number in range(3):
        target = np.zeros(SHAPE, np.int64)
        prediction = target.copy()
        for mask, (down, right) in ((target, (0, 0)), (prediction, rng.integers(1, 3, 2))):
            top, left, width = 2 + down, 3 + right, 9 + 2 * number
            mask[top:top + 8, left:left + width] = 1
            mask[16 + down:19 + down, 20:24 + right] = 2
        prediction[1, 28] = 2  # sizes differ
        cases[f"ventricle {number}"] = _pair(prediction, target, 1)
        cases[f"lesion {number}"] = _pair(prediction, target, 2)
    return cases


def empties(look) -> dict[str, dict]:
    """For each of EMPTY: masks of which neither, or one, holds the label, beside another label."""
    held, other = np.zeros((2, *SHAPE), np.int64)
    held[2:20, 4:24] = 2
    held[22, 28] = 1
    other[1:5, 20:28] = 1
    return {"neither": _pair(other, other.copy(), 2), "nothing at all": _pair(held * 0, held * 0, 1),
            "prediction only": _pair(held, other, 2), "target only": _pair(other, held, 2)}


def mirrored(look) -> dict[str, dict]:
    """A mask and its mirror image, with another label beside: the distances of both ways are one and the same."""
    return _mirrored(_seed(look, "mirrored"))


@lru_cache(maxsize=4)
def _mirrored(seed: int) -> dict[str, dict]:
    rng = np.random.default_rng(seed)
    cases = {}
    for name, flip in FLIPS.items():
        pair = _pair(np.zeros(SHAPE, np.int64), np.zeros(SHAPE, np.int64), 1)
        while not _telling(pair):
            blobs = _blobs(rng)
            prediction, target = blobs.astype(np.int64), flip(blobs).astype(np.int64)
            for mask in (prediction, target):  # another label, here and there
                mask[(mask == 0) & (rng.uniform(size=SHAPE) < 0.03)] = 2
            pair = _pair(prediction, target, 1)
        cases[name] = pair
    return cases


def one_sided(look) -> dict[str, dict]:
    """A small mask inside a large one, and the two changed over: the two ways are far from equal."""
    small, large = np.zeros((2, *SHAPE), np.int64)
    small[4:9, 5:11] = 1
    large[3:12, 4:14] = 1
    row, column = look.rng("metrics.far").integers((14, 20), (23, 30))
    large[row, column] = 1
    return {"small, large": _pair(small, large, 1), "large, small": _pair(large, small, 1)}


def kinds(look) -> dict[str, dict]:
    """The first of `overlaps` in other integer types."""
    case = overlaps(look)["ventricle 0"]
    return {np.dtype(kind).name: {**case, **{key: case[key].astype(kind) for key in ("prediction", "target")}}
            for kind in KINDS}


def cases(look, measure: str) -> dict[str, dict]:
    """All that one measure is asked."""
    found = overlaps(look) | empties(look) | kinds(look)
    return found | mirrored(look) | one_sided(look) if measure == "hausdorff" else found


def seen_of(look, measure: str) -> Observations:
    """What one of the three measures made of its cases."""
    return look(f"metrics.{measure}", lambda: {"cases": cases(look, measure)})


def right(measure: str, case: dict) -> float:
    """What it should be."""
    return MEASURES[measure](case["prediction"], case["target"], case["label"])


def other_distances(case: dict) -> dict[str, float]:
    """What else is taken for the Hausdorff distance."""
    a, b = (case[key] == case["label"] for key in ("prediction", "target"))
    ways = [measures.nearest(a, b), measures.nearest(b, a)]
    steps = np.abs(np.argwhere(a)[:, None] - np.argwhere(b)[None])
    rows, columns = np.argwhere(a).mean(0) - np.argwhere(b).mean(0)
    both = np.concatenate(ways)
    largest = float(both.max())
    return {
        "prediction to target": float(ways[0].max()), "target to prediction": float(ways[1].max()),
        "smaller way": min(float(way.max()) for way in ways), "mean of ways": sum(float(way.max()) for way in ways) / 2,
        "sum of ways": sum(float(way.max()) for way in ways),
        "percentile": max(float(np.percentile(way, 95)) for way in ways),
        "percentile of all": float(np.percentile(both, 95)),
        "mean": max(float(way.mean()) for way in ways), "mean of all": float(both.mean()),
        "mean of means": sum(float(way.mean()) for way in ways) / 2,
        "squared": largest**2, "smallest": float(both.min()),
        "city block": float(max(steps.sum(-1).min(1).max(), steps.sum(-1).min(0).max())),
        "chessboard": float(max(steps.max(-1).min(1).max(), steps.max(-1).min(0).max())),
        "farthest pair": float(np.sqrt((steps**2).sum(-1)).max()), "centres": float(np.hypot(rows, columns)),
    }


WAYS = ("prediction to target", "target to prediction", "smaller way", "mean of ways")


def _telling(case: dict) -> bool:
    """Whether other distances than that of one way are clearly not Hausdorff's."""
    if not (case["prediction"] == case["label"]).any():
        return False
    value = right("hausdorff", case)
    everything = _pair(np.minimum(case["prediction"], 1), np.minimum(case["target"], 1), 1)
    others = [other for name, other in other_distances(case).items() if name not in WAYS]
    return value > 3 and all(abs(other - value) > APART * value for other in [
        *others, right("hausdorff", everything)])


def _blobs(rng: np.random.Generator) -> np.ndarray:
    """A filled ellipse, and a small blob away from it: bool of SHAPE."""
    rows, columns = np.indices(SHAPE)
    found = np.zeros(SHAPE, bool)
    for radii in (rng.uniform(3, 6, 2), rng.uniform(0.6, 1.5, 2)):
        centre = rng.uniform((4, 5), (SHAPE[0] - 5, SHAPE[1] - 4))
        found |= ((rows - centre[0]) / radii[0])**2 + ((columns - centre[1]) / radii[1])**2 <= 1
    return found


def _pair(prediction: np.ndarray, target: np.ndarray, label: int) -> dict:
    return {"prediction": prediction, "target": target, "label": label}


def _seed(look, name: str) -> int:
    return int(look.rng(f"metrics.{name}").integers(2**31))
