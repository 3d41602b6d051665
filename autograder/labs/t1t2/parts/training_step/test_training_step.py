"""Checks of the part `training_step`. A check's docstring is what is true of correct work."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from autograder.grading.observations import Observations, close, need, require, short
from autograder.i18n.messages import Message, say
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.collaborators.features import PROBE_SIZE

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
        return min(candidates, key=lambda expected: _angle(self.update(side), expected))

    def off(self, side: str) -> float:
        return _angle(self.update(side), self.right(side))


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


def _steps(look) -> Observations:
    """With right losses in place; with the submission's own where those are what it can't take."""
    def inputs(own: bool) -> dict:
        return {**_situation(look, "first"), "rates": RATES, "lambdas": LAMBDAS, "own_losses": own,
                "others": {name: _situation(look, name) for name in ("several", "strong")}}

    seen = look("training_step.steps", lambda: inputs(False))
    if seen.error("first"):
        own = look("training_step.steps", lambda: inputs(True), case="own losses")
        return seen if own.error("first") else own
    return seen


def _step(look, name: str = "first") -> Step:
    case = _situation(look, name)
    return Step(closed_form.State(case["weights"]["G"], case["weights"]["D"]),
                case["t1"].astype(float), case["t2"].astype(float), _steps(look).branch(name))


def _angle(found: np.ndarray, expected: np.ndarray) -> float:
    """The angle between two gradients in radians; infinite where there is no update."""
    lengths = np.linalg.norm(found) * np.linalg.norm(expected)
    if not np.isfinite(found).all() or lengths < 1e-9:
        return float("inf")
    return float(np.arccos(np.clip(np.dot(found, expected) / lengths, -1, 1)))


def test_returns_losses(look):
    """train_step returns a dict with "loss_G" and "loss_D" as numbers."""
    step = _steps(look).branch("first")
    require(step.text("type") not in ("tuple", "list", "NoneType", "float"), say(
        "train_step returned a {kind}.", kind=step.text("type")), expected=say("a dict"))
    for name in ("loss_G", "loss_D"):
        require(name in step, say("There is no number under \"{name}\".", name=name),
                expected=say("{{\"loss_G\": ..., \"loss_D\": ...}}"))
    need(_does_something(look), say("It trains nothing, and returns the same numbers whatever it is given."))


def _does_something(look) -> bool:
    """Whether a weight has moved, or the losses are others in another situation."""
    seen = _steps(look)
    records = [seen.branch(name) for name in ("first", "several", "strong") if not seen.error(name)]
    losses = {(record.number("loss_G"), record.number("loss_D")) for record in records
              if "loss_G" in record and "loss_D" in record}
    return len(losses) > 1 or any((records[0].array(side, 1) != WEIGHTS[side]).any() for side in WEIGHTS)


def test_updates_G(look):
    """G's weights follow the gradient of its whole loss, the adversarial term through D included."""
    step = _step(look)
    require(step.off("G") <= ANGLE, _words("G", step.off("G")), help=say(
        "G's loss is generator_loss(D(t1, fake_t2), fake_t2, t2): one backward, one step of "
        "optimizer_G."))


def test_updates_D(look):
    """D's weights follow the gradient of its loss on the real pair and on the fake pair, always."""
    help = say("D's loss compares D(t1, t2) with D(t1, fake_t2.detach()); G's backward pass has left "
               "gradients in D that must be cleared first.")
    for name in ("first", "strong"):
        step = _step(look, name)
        require(step.off("D") <= ANGLE, _words("D", step.off("D")), help=help)


def _words(side: str, angle: float) -> Message:
    if angle == float("inf"):
        return say("{side} was not updated.", side=side)
    return say("{side}'s update points {degrees} degrees away from the right gradient.", side=side,
               degrees=short(np.degrees(angle)))


def test_unscaled(look):
    """Updates have the gradient's full length: nothing is clipped, scaled or counted twice."""
    step = _step(look)
    right = [side for side in ("G", "D") if step.off(side) <= ANGLE]
    need(right, say("Neither network's update has the right direction."))
    for side in right:
        ratio = float(np.linalg.norm(step.update(side)) / np.linalg.norm(step.right(side)))
        require(abs(ratio - 1) <= STRETCH, say("{side}'s update is {ratio} times as long as it "
                                               "should be.", side=side, ratio=short(ratio)))


def test_order(look):
    """The generator is updated first, through the discriminator as it was before its own update."""
    step = _step(look)
    before, after = (_angle(step.update("G"), gradient) for gradient in step.gradients_of_G)
    steps = [event for event in step.seen.items("log") if event in ("step G", "step D")]
    need(min(before, after) <= ANGLE or steps, say("G's update does not have the right direction."))
    by_log = not steps or steps[0] == "step G"
    require(before <= ANGLE or (by_log and after > ANGLE), say(
        "D was updated first, and G then learned from the new D."),
        expected=say("first G, then D"))


def test_detaches_fake(look):
    """D learns from a detached fake: its loss sends no gradient into G."""
    log = _steps(look).branch("first").items("log")
    calls = log.count("call D") + log.count("call D attached")
    need(calls > 1, say("Besides G's half, D was given nothing to judge."))
    attached = log.count("backward D attached")
    late = "step G" in log and "backward G" in log[log.index("step G"):]
    require(attached <= 1 and not late, say(
        "A backward pass of D's loss went on into G."),
        help=say("Give D fake_t2.detach() in its own half of the step."))


def test_clears_gradients(look):
    """Each step starts from clean gradients: nothing of the last one is added."""
    seen = _steps(look)
    runs, clean = seen.branches("consecutive"), seen.branches("clean")
    need(any((runs[0].array(side, 1) != WEIGHTS[side]).any() for side in WEIGHTS), say(
        "Neither network was updated."))
    for number, (run, fresh) in enumerate(zip(runs[1:], clean), 2):
        for side in ("G", "D"):
            start = runs[number - 2].array(side, 1)
            found, expected = ((start - step.array(side, 1)) / RATES[side] for step in (run, fresh))
            scale = max(float(np.abs(expected).max()), 1e-3)
            require(close(found, expected, 0.0, 1e-2 * scale), say(
                "Step {number} moves {side} otherwise than the same step from a clean start does.",
                number=number, side=side),
                help=say("Call optimizer.zero_grad() before each backward()."))


def test_honours_lambda(look):
    """lambda_l1 weighs the L1 term in G's update; without it, it is 100."""
    seen = _steps(look)

    def update(key: str) -> np.ndarray:
        return (WEIGHTS["G"] - seen.branch(key).array("G", 1)) / RATES["G"]

    whole, default = update("first"), update("default")
    none, some = (update(f"lambda {weight}") for weight in LAMBDAS)
    span = float(np.linalg.norm(whole - none))
    need(np.linalg.norm(whole) > 1e-9, say("G was not updated."))
    require(span > 1e-2 * np.linalg.norm(whole), say("lambda_l1 changes nothing in G's update."))
    expected = none + LAMBDAS[1] / 100 * (whole - none)
    require(np.linalg.norm(some - expected) <= 1e-2 * span, say(
        "G's update is not in proportion to lambda_l1."))
    require(np.linalg.norm(default - whole) <= 1e-2 * span, say(
        "Without lambda_l1 the update is not the one for lambda_l1=100."))


def test_reports_losses(look):
    """The two returned numbers are the losses of this step, averaged over the batch."""
    first = _steps(look).branch("first")
    need("loss_G" in first and "loss_D" in first, say("There are no losses to compare."))
    for step in (_step(look), _step(look, "several")):
        for name, values in _right_losses(step).items():
            found = step.seen.number(name)
            require(any(close(found, value, 5e-3) for value in values), say(
                "{name} is {found}.", name=name, found=short(found)),
                expected=say("{value}", value=short(values[0])))


def _right_losses(step: Step) -> dict[str, list[float]]:
    """What each loss may be: by the networks before the step, or by one half of it on."""
    start, t1, t2 = step.start, step.t1, step.t2
    after_D = start.with_D(step.seen.array("D", 1))
    fake, new = start.translate(t1), start.with_G(step.seen.array("G", 1)).translate(t1)
    return {"loss_G": [closed_form.generator_loss(state.judge(t1, fake), fake, t2)
                       for state in (start, after_D)],
            "loss_D": [closed_form.discriminator_loss(start.judge(t1, t2), start.judge(t1, other))
                       for other in (fake, new)]}


def test_any_networks(look):
    """train_step trains any G and D, in training mode, on every slice of batches of any size, and changes none."""
    for name in BATCHES:
        if _used_up(_ordinary(look).error(name)):
            continue
        record = _ordinary(look).branch(name)
        for side in ("G", "D"):
            moved = record.array(f"moved_{side}", 1)
            require(np.isfinite(moved).all() and (moved != 0).any(), say(
                "With a batch of {name}, {side} was not trained.", name=name, side=side))
            require(record.flag(f"training_{side}") and record.count(f"counted_{side}") > 0, say(
                "{side} was not run in training mode.", side=side))
        require(record.flag("kept"), say("train_step changed the slices of its batch in place."), help=say(
            "Compute new tensors, or clone() first."))
    one, several = _step(look), _step(look, "several")
    for side in ("G", "D"):
        if one.off(side) > ANGLE:
            continue  # wrong for one slice already: another check's business
        ratios = [np.linalg.norm(step.update(side)) / np.linalg.norm(step.right(side))
                  for step in (one, several)]
        require(several.off(side) <= ANGLE and abs(ratios[1] / ratios[0] - 1) <= STRETCH, say(
            "With a batch of three slices {side}'s update is not the mean over the slices.",
            side=side))


def _used_up(error: dict | None) -> bool:
    """Whether D's loss went back into G's graph: `detaches_fake` charges for that."""
    text = str(error.get("message")) if error else ""
    return "second time" in text or "inplace operation" in text


def _ordinary(look) -> Observations:
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
