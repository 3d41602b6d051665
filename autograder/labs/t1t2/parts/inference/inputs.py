"""What the part `inference` gives its experiments, and what its checks, facts and pictures share."""
from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from autograder.grading.observations import Observations, need
from autograder.i18n.messages import say
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.networks.rules import slices

SHAPE = (2, 1, 16, 16)
MEAN, VARIANCE, WEIGHT = 0.4, 0.3, 0.8
LIKE = 0.9
# A panel that is seen with its frame is a little less like its slice, and clearly more so than like the others.
NEARLY_LIKE, APART = 0.8, 0.1
COLOUR = 0.03
LEVELS = 32  # of grey, for what a colour map makes of them


def t1_slice(look) -> np.ndarray:
    return look.rng("inference.t1").uniform(-1, 0.5, SHAPE).astype(np.float32)


def translated(look) -> Observations:
    return look("inference.translated", lambda: {
        "t1": t1_slice(look), "mean": MEAN, "variance": VARIANCE, "weight": WEIGHT})


def predictions(look) -> dict[str, np.ndarray]:
    """What the probe predicts in evaluation mode and in training mode."""
    t1 = t1_slice(look).astype(float)
    return {"eval": np.tanh(WEIGHT * closed_form.batch_norm(t1, MEAN, VARIANCE)),
            "train": np.tanh(WEIGHT * closed_form.batch_norm(t1, t1.mean(), t1.var()))}


def _pictures(look) -> dict[str, np.ndarray]:
    """Three slices that can't be confused: T1 and T2 of one head, and another head as the fake."""
    return _drawn(*_seeds(look))


def _seeds(look) -> tuple[int, int]:
    return tuple(map(int, look.rng("inference.slices").integers(2**31, size=2)))


@lru_cache(maxsize=2)
def _drawn(head: int, other: int) -> dict[str, np.ndarray]:
    (t1, t2), (_, fake) = slices(head, 256), slices(other, 256)
    return {"t1": t1[:1], "fake_t2": np.clip(fake[:1, :, ::-1], -1, 1).copy(), "t2": t2[:1]}


@lru_cache(maxsize=2)
def _smaller(head: int, other: int, size: int) -> dict[str, np.ndarray]:
    """The slices as a panel of this size shows them, flat."""
    step = 256 // size
    return {name: value[0, 0].reshape(size, step, size, step).mean((1, 3)).ravel()
            for name, value in _drawn(head, other).items()}


@lru_cache(maxsize=2)
def _directions(head: int, other: int, size: int) -> np.ndarray:
    return np.stack([_direction(small) for small in _smaller(head, other, size).values()])


def _direction(values: np.ndarray) -> np.ndarray:
    """Centred and of length 1: the product of two such is their correlation."""
    centred = values - values.mean()
    return centred / np.linalg.norm(centred)


def compared(look) -> Observations:
    return look("inference.compared", lambda: _pictures(look))


def shown_panels(look) -> list[Observations]:
    """The panels in reading order: rows from the top, each from the left."""
    seen = compared(look)
    seen["kind"]
    need("panels" in seen, say("Nothing was drawn."))
    panels = seen.branches("panels")
    boxes = [[float(np.asarray(edge)) for edge in panel.items("box")] for panel in panels]
    height = max((top - bottom for _, bottom, _, top in boxes), default=1.0)
    rows = sorted(range(len(panels)), key=lambda index: (
        -round(boxes[index][1] / max(height, 1.0)), boxes[index][0]))
    return [panels[index] for index in rows]


def likeness_of(look, panel: Observations) -> dict[str, float]:
    """Correlation of a panel with each of the three slices; of one in colour, what any colour map explains."""
    picture = panel.array("picture", 3)
    grey, of_this_size = picture.mean(-1).ravel(), (*_seeds(look), picture.shape[0])
    candidates = _smaller(*of_this_size)
    if grey.std() < 1e-6:
        return dict.fromkeys(candidates, 0.0)
    if colour_of(picture) < COLOUR:
        return dict(zip(candidates, map(float, _directions(*of_this_size) @ _direction(grey))))
    return {name: _explained(picture.reshape(-1, 3), small) for name, small in candidates.items()}


def cut_at_zero(look, panel: Observations) -> str | None:
    """Which slice a panel shows with all that is below 0 in one black, as vmin=0 does; None for one that is whole."""
    picture = panel.array("picture", 3)
    grey = picture.mean(-1).ravel()
    if grey.std() < 1e-6 or best(likeness_of(look, panel)):
        return None
    found = {name: float(_direction(np.maximum(small, 0)) @ _direction(grey))
             for name, small in _smaller(*_seeds(look), picture.shape[0]).items()}
    return best(found)


def colour_of(picture: np.ndarray) -> float:
    return float((picture.max(-1) - picture.min(-1)).mean())


def _explained(colours: np.ndarray, levels: np.ndarray) -> float:
    """The correlation ratio: how far the colours (n, 3) follow from the slice's grey levels (n,), whatever the map."""
    places = np.digitize(levels, np.quantile(levels, np.linspace(0, 1, LEVELS + 1)[1:-1]))
    sums = np.stack([np.bincount(places, channel, LEVELS) for channel in colours.T])
    between = (sums**2 / np.maximum(np.bincount(places, minlength=LEVELS), 1)).sum() - len(colours) * (
        colours.mean(0)**2).sum()
    return float(np.sqrt(between / (len(colours) * colours.var(0).sum())))


def best(likeness: dict[str, float]) -> str | None:
    name, *others = sorted(likeness, key=lambda key: -abs(likeness[key]))
    found, second = abs(likeness[name]), abs(likeness[others[0]])
    return name if found > LIKE or (found > NEARLY_LIKE and found - second > APART) else None


WORDS = {"fake_t2": ("fake", "gener", "synth", "pred", "生成", "合成", "预测"),
         "t2": ("real", "true", "truth", "target", "真实", "目标", "实际")}
# A title that says nothing but "T1" in some way; "G(t1)" or "T2 from T1" name another slice.
ONLY_T1 = re.compile(r"[\W\d_]*(input|source|real|original|true|输入|原始|真实|源)?[\W_]*t1([\W_]*(weighted|image|"
                     r"slice|mri|mr|input|w|real|加权|图像|切片|输入|原图|图))*[\W_]*")


def claimed_panels(words: str) -> set[str] | None:
    """The slices that a title may stand for; None where its words leave it open."""
    if "t2" not in words:
        return {"t1"} if ONLY_T1.fullmatch(words) else None
    said = {name for name, hints in WORDS.items() if any(hint in words for hint in hints)}
    return said if len(said) == 1 else None
