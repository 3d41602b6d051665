"""What the two optimizers are and whose weights they move."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact
from autograder.labs.t1t2.parts.optimizer import inputs
from autograder.labs.t1t2.settings import LEARNING_RATE

RATES = (1e-5, 5e-5, 1e-4, 2e-4, 3e-4, 4e-4, 5e-4, 1e-3, 2e-3, 1e-2, 2e-2, 0.1)


def settings(part: str, look) -> Iterator[Fact]:
    seen = look("optimizer.settings")
    yield "returned", [seen.text("type"), seen.flag("is_pair")]
    for side, optimizer in zip(inputs.SIDES, seen.branches("optimizers")):
        yield f"type {side}", optimizer.text("type")
        group = optimizer.branches("groups")[0]
        rate = float(group["lr"])
        yield f"lr {side}", next((f"{value:g}" for value in RATES if abs(rate / value - 1) < 0.02), "other")
        yield f"lr {side} high", bool(rate > 1.05 * LEARNING_RATE)
        yield f"lr {side} low", bool(rate < 0.95 * LEARNING_RATE)
        yield f"decay {side}", bool(float(group["weight_decay"]) > 0) if "weight_decay" in group else False
        if "betas" in group:
            beta1, beta2 = (f"{float(beta):.4g}" for beta in group.items("betas"))
            if beta2 not in ("0.5", "0.999"):  # 0.9 and 0.99 are one and the same slip
                beta2 = "another"
            yield f"betas {side}", [beta1, beta2]
            yield f"beta1 {side}", beta1
            yield f"beta2 {side}", beta2


def covered(part: str, look) -> Iterator[Fact]:
    for side in inputs.SIDES:
        for network in inputs.SIDES:
            moved = np.abs(inputs.paths(look).branch(side).array(network, 2)).max(0) > 0
            yield f"{side} moves {network}", "all" if moved.all() else "some" if moved.any() else "none"
            if moved.any() and not moved.all():
                yield f"{side} moves of {network}", ["first" if moved[0] else "not first",
                                                     "last" if moved[-1] else "not last",
                                                     "most" if moved.mean() > 0.5 else "few"]


def decay(part: str, look) -> Iterator[Fact]:
    for side in inputs.SIDES:
        moves = np.concatenate([look("optimizer.rest").branch(side).array(network, 2) for network in "GD"], 1)
        yield f"rests {side}", bool(np.abs(moves).max() < 2e-7)


FACTS = (settings, covered, decay)
