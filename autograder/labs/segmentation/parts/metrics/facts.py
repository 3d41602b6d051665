"""What the three measures compute instead of what they should."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.segmentation.parts.metrics import inputs

FIT = 2e-3


def overlaps(part: str, look) -> Iterator[Fact]:
    """Which count, by which count, the two measures of overlap are."""
    for measure in ("dice", "iou"):
        seen = inputs.seen_of(look, measure)
        yield from errors(seen, "ventricle 0", "lesion 0", "neither", "uint8")
        fits = [{name for name, value in _ratios(case).items()
                 if abs(seen.branch(key).number("value") - value) < FIT} for key, case in inputs.overlaps(look).items()]
        for name in set.intersection(*fits) or ["other"]:
            yield measure, name


def _ratios(case: dict) -> dict[str, float]:
    """What people take for a measure of overlap."""
    prediction, target, label = case["prediction"], case["target"], case["label"]
    a, b = (mask == label for mask in (prediction, target))
    both, either, size = int((a & b).sum()), int((a | b).sum()), int(a.sum() + b.sum())
    c, d = prediction > 0, target > 0
    return {"dice": 2 * both / size, "iou": both / either, "half dice": both / size, "sensitivity": both / int(b.sum()),
            "precision": both / int(a.sum()), "accuracy": float((prediction == target).mean()),
            "accuracy of label": float((a == b).mean()), "double iou": 2 * both / either,
            "smooth dice": (2 * both + 1) / (size + 1), "smooth numerator": (2 * both + 1) / size,
            "smooth iou": (both + 1) / (either + 1), "difference": 1 - int((a ^ b).sum()) / size,
            "foreground dice": 2 * int((c & d).sum()) / int(c.sum() + d.sum()),
            "foreground iou": int((c & d).sum()) / int((c | d).sum()), "dice loss": 1 - 2 * both / size}


def distances(part: str, look) -> Iterator[Fact]:
    """Which distance it is, where both ways agree and where they don't."""
    seen = inputs.seen_of(look, "hausdorff")
    yield from errors(seen, "left-right", "small, large", "neither", "uint8")
    for slot, cases in (("distance", inputs.mirrored(look)), ("ways", inputs.one_sided(look))):
        fits = [{name for name, value in {"right": inputs.right("hausdorff", case),
                                          **inputs.other_distances(case)}.items()
                 if abs(seen.branch(key).number("value") - value) < FIT} for key, case in cases.items()]
        for name in set.intersection(*fits) or ["other"]:
            yield slot, name


def empties(part: str, look) -> Iterator[Fact]:
    """What they make of empty masks."""
    for measure in inputs.MEASURES:
        seen = inputs.seen_of(look, measure)
        for name in inputs.empties(look):
            if name in seen and "value" in seen[name]:
                value = seen.branch(name).number("value")
                yield f"{measure}, {name}", "nan" if np.isnan(value) else value


def kinds(part: str, look) -> Iterator[Fact]:
    """What comes back, and what became of the masks."""
    for measure in inputs.MEASURES:
        seen = inputs.seen_of(look, measure)
        record = seen.branch("ventricle 0")
        yield f"{measure} kind", record.text("type")
        yield f"{measure} kept", record.flag("kept")


FACTS = (overlaps, distances, empties, kinds)
