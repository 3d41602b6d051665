"""How the training run of the submission's own parts went."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.t1t2.parts.overfit import inputs


def run(part: str, look) -> Iterator[Fact]:
    seen = inputs.together(look)
    yield from errors(seen, "trained", "before")
    losses = np.array([[float(np.asarray(value)) for value in pair] for pair in seen.items("losses")])
    yield "finite", bool(np.isfinite(losses).all())
    yield "moved", [bool(float(np.asarray(moved)) > 0) for moved in seen.items("moved")]


def saturation(part: str, look) -> Iterator[Fact]:
    for name in ("before", "trained"):
        outputs, _ = inputs.pictures_of(look, name)
        yield f"{name} saturated", bool((np.abs(outputs[0]) > 0.999).mean() > 0.5)
        yield f"{name} constant", bool(outputs[0].std() < 1e-4)
        yield f"{name} alike", bool((outputs[0] - outputs[0].mean(0)).std() < inputs.VARIES * outputs[0].std())


FACTS = (run, saturation)
