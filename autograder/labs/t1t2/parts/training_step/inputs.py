"""What the part `training_step` gives its experiments, and what its checks, facts and pictures share."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from autograder.grading.observations import Observations
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.collaborators.features import PROBE_SIZE
from autograder.labs.t1t2.settings import LAMBDA_L1

SHAPE = (1, 1, PROBE_SIZE, PROBE_SIZE)
SEVERAL = (3, 1, 64, 64)


def _exact(*weights: float) -> np.ndarray:
    """Numbers that a network's float32 holds exactly, so that a weight that stays is seen to stay."""
    return np.array(weights, np.float32).astype(float)


# Chosen so that neither term drowns the other and every slip turns or stretches an update by far
# more than the tolerances below.
WEIGHTS = {"G": _exact(-0.09, -0.04, -0.11, 0.04), "D": _exact(-0.026, -0.112, 0.054, 0.072, -0.016)}
STRONG_D = _exact(0.0, 0.6, 0.0, 0.0, -0.45)
RATES = {"G": 3e-4, "D": 2e-3}
LAMBDAS = [0.0, 7.0]
BATCHES = {"3 slices of 32x32": (3, 1, 32, 32), "1 slice of 48x40": (1, 1, 48, 40)}
# The angle between an update and the gradient it should follow, and how much it may be longer.
ANGLE = 1e-2
STRETCH = 2e-2


@dataclass(frozen=True)
class Step:
    """One observed step: where it started, on which slices, and where it ended."""

    start: closed_form.State
    t1: np.ndarray
    t2: np.ndarray
    seen: Observations

    def update(self, side: str) -> np.ndarray:
        """The gradient that was followed: minus the change of the weights, by the learning rate."""
        start = {"G": self.start.G, "D": self.start.D}[side]
        return (start - self.seen.array(side, 1)) / RATES[side]

    @cached_property
    def gradients_of_G(self) -> list[np.ndarray]:
        """The right gradient for G, through D as it was before this step and as it was left by it."""
        return [closed_form.generator_gradient(state, self.t1, self.t2) for state in (
            self.start, self.start.with_D(self.seen.array("D", 1)))]

    @cached_property
    def gradients_of_D(self) -> list[np.ndarray]:
        """The right gradient for D, with the fake of G before its update and after it."""
        fakes = [state.translate(self.t1) for state in (
            self.start, self.start.with_G(self.seen.array("G", 1)))]
        return [closed_form.discriminator_gradient(self.start, self.t1, self.t2, fake)
                for fake in fakes]

    def right(self, side: str) -> np.ndarray:
        """The acceptable gradient that the observed update comes closest to."""
        candidates = self.gradients_of_G if side == "G" else self.gradients_of_D
        return min(candidates, key=lambda expected: angle_between(self.update(side), expected))

    def off(self, side: str) -> float:
        return angle_between(self.update(side), self.right(side))


def _situation(look, name: str) -> dict:
    """Slices and weights: "first" and "several" are balanced, in "strong" D is hardly ever wrong."""
    return _drawn(name, int(look.rng(f"training_step.{name}").integers(2**31)))


@lru_cache(maxsize=8)
def _drawn(name: str, seed: int) -> dict:
    rng = np.random.default_rng(seed)
    weights = {**WEIGHTS, "D": STRONG_D} if name == "strong" else WEIGHTS
    t1 = rng.uniform(-1, 1, SEVERAL if name == "several" else SHAPE)
    fake = closed_form.State(weights["G"], weights["D"]).translate(t1)
    near = fake + 0.25 * rng.normal(0, 1, t1.shape) - 0.021 + 0.01 * t1 + 0.065 * t1**2
    t2 = rng.normal(0.9, 0.04, t1.shape) if name == "strong" else near
    return {"t1": t1.astype(np.float32), "t2": np.clip(t2, -1, 1).astype(np.float32),
            "weights": weights}


def seen_steps(look) -> Observations:
    """With right losses in place; with the submission's own where those are what it can't take."""
    def inputs(own: bool) -> dict:
        return {**_situation(look, "first"), "rates": RATES, "lambda_l1": LAMBDA_L1, "lambdas": LAMBDAS,
                "own_losses": own, "others": {name: _situation(look, name) for name in ("several", "strong")}}

    seen = look("training_step.steps", lambda: inputs(False))
    if seen.error("first"):
        own = look("training_step.steps", lambda: inputs(True), case="own losses")
        return seen if own.error("first") else own
    return seen


def seen_step(look, name: str = "first") -> Step:
    case = _situation(look, name)
    return Step(closed_form.State(case["weights"]["G"], case["weights"]["D"]),
                case["t1"].astype(float), case["t2"].astype(float), seen_steps(look).branch(name))


def angle_between(found: np.ndarray, expected: np.ndarray) -> float:
    """The angle between two gradients in radians; infinite where there is no update."""
    lengths = np.linalg.norm(found) * np.linalg.norm(expected)
    if not np.isfinite(found).all() or lengths < 1e-9:
        return float("inf")
    return float(np.arccos(np.clip(np.dot(found, expected) / lengths, -1, 1)))


def right_losses(step: Step) -> dict[str, list[float]]:
    """What each loss may be: by the networks before the step, or by one half of it on."""
    start, t1, t2 = step.start, step.t1, step.t2
    after_D = start.with_D(step.seen.array("D", 1))
    fake, new = start.translate(t1), start.with_G(step.seen.array("G", 1)).translate(t1)
    return {"loss_G": [closed_form.generator_loss(state.judge(t1, fake), fake, t2)
                       for state in (start, after_D)],
            "loss_D": [closed_form.discriminator_loss(start.judge(t1, t2), start.judge(t1, other))
                       for other in (fake, new)]}


def ordinary_step(look) -> Observations:
    def inputs(own: bool) -> dict:
        rng = look.rng("training_step.batches")
        return {"own_losses": own, "batches": {
            name: [rng.uniform(-1, 1, shape).astype(np.float32) for _ in range(2)]
            for name, shape in BATCHES.items()}}

    seen = look("training_step.ordinary", lambda: inputs(False))
    if any(seen.error(name) for name in BATCHES):
        own = look("training_step.ordinary", lambda: inputs(True), case="own losses")
        return seen if any(own.error(name) for name in BATCHES) else own
    return seen
