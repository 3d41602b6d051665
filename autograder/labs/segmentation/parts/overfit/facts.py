"""How the training run of the submission's own parts went."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.segmentation.parts.overfit import inputs


def run(part: str, look) -> Iterator[Fact]:
    """What was raised, and whether numbers stayed finite."""
    seen = inputs.together(look)
    yield from errors(seen, "trained", "before", "validated")
    yield "own data", seen.flag("own_data")
    losses = np.array([float(np.asarray(value)) for value in seen.items("losses")])
    yield "finite", bool(np.isfinite(losses).all())
    yield "moved", seen.number("moved") > 0
    yield "returned losses fall", bool(losses[-1] < 0.9 * losses[0])


def answers(part: str, look) -> Iterator[Fact]:
    """What the model gives, by mode."""
    for key in ("before", "trained", "unseen"):
        for mode, shares in zip(("train", "eval"), inputs.probabilities(look, key)):
            found = shares.argmax(1)
            yield f"{key} {mode} classes", [str(label) for label in np.unique(found)]
            yield f"{key} {mode} alike", bool((found == found[0]).mean() > 0.999)
            yield f"{key} {mode} saturated", bool((shares.max(1) > 0.999).mean() > 0.9)


FACTS = (run, answers)
