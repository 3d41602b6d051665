"""Checks of the part `training_step`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder import reference
from autograder.judging import Observations, close, need, require, short
from autograder.messages import say
from autograder.probes import PROBE_SIZE

SHAPE = (1, 1, PROBE_SIZE, PROBE_SIZE)
WEIGHTS = {"G": np.array([0.6, -0.3, 0.25, 0.1]), "D": np.array([-0.02, 0.05, 0.03, -0.02, 0.005])}
RATES = {"G": 2e-3, "D": 5e-4}
LAMBDAS = [0.0, 7.0]
# The angle between an update and the gradient it should follow, and how much it may be longer.
ANGLE = 1e-2
STRETCH = 2e-2


def _slices(look) -> tuple[np.ndarray, np.ndarray]:
    """T1 and a T2 that lies on both sides of the probe's fake, so that no term drowns the others."""
    rng = look.rng("training_step.slices")
    t1 = rng.uniform(-1, 1, SHAPE)
    fake = reference.State(WEIGHTS["G"], WEIGHTS["D"]).translate(t1)
    t2 = np.clip(fake + 0.25 * rng.normal(0.15, 1, SHAPE) + 0.1 * t1, -1, 1)
    return t1.astype(np.float32), t2.astype(np.float32)


def _steps(look) -> Observations:
    """With right losses in place; with the submission's own where those are what it can't take."""
    def inputs(own: bool) -> dict:
        t1, t2 = _slices(look)
        return {"t1": t1, "t2": t2, "weights": WEIGHTS, "rates": RATES, "lambdas": LAMBDAS,
                "own_losses": own}

    seen = look("training_step.steps", lambda: inputs(False))
    if seen.error("first"):
        own = look("training_step.steps", lambda: inputs(True), case="own losses")
        return seen if own.error("first") else own
    return seen


def _start() -> reference.State:
    return reference.State(WEIGHTS["G"], WEIGHTS["D"])


def _update(step: Observations, side: str) -> np.ndarray:
    """The gradient that a step followed: minus its change of the weights, by the learning rate."""
    return (WEIGHTS[side] - step.array(side, 1)) / RATES[side]


def _angle(found: np.ndarray, expected: np.ndarray) -> float:
    """The angle between two gradients in radians; infinite where there is no update."""
    lengths = np.linalg.norm(found) * np.linalg.norm(expected)
    if not np.isfinite(found).all() or lengths < 1e-9:
        return float("inf")
    return float(np.arccos(np.clip(np.dot(found, expected) / lengths, -1, 1)))


def _closest(found: np.ndarray, candidates: list[np.ndarray]) -> np.ndarray:
    return min(candidates, key=lambda expected: _angle(found, expected))


def _gradients_of_G(look, step: Observations) -> tuple[np.ndarray, np.ndarray]:
    """The right gradient for G, through D as it was before and as it was left by this step."""
    t1, t2 = (value.astype(float) for value in _slices(look))
    return tuple(reference.generator_gradient(state, t1, t2)
                 for state in (_start(), _start().with_D(step.array("D", 1))))


def _gradients_of_D(look, step: Observations) -> list[np.ndarray]:
    """The right gradients for D: with the fake of G before its update, and after it."""
    t1, t2 = (value.astype(float) for value in _slices(look))
    fakes = [state.translate(t1) for state in (_start(), _start().with_G(step.array("G", 1)))]
    return [reference.discriminator_gradient(_start(), t1, t2, fake) for fake in fakes]


def test_returns_losses(look):
    """train_step returns a dict with "loss_G" and "loss_D" as numbers."""
    step = _steps(look).branch("first")
    require(step.text("type") not in ("tuple", "list", "NoneType", "float"), say(
        "train_step returned a {kind}.", kind=step.text("type")), expected=say("a dict"))
    for name in ("loss_G", "loss_D"):
        require(name in step, say("There is no number under \"{name}\".", name=name),
                expected=say("{{\"loss_G\": ..., \"loss_D\": ...}}"))


def test_updates_G(look):
    """G's weights follow the gradient of its whole loss, the adversarial term through D included."""
    step = _steps(look).branch("first")
    found = _update(step, "G")
    expected = _closest(found, list(_gradients_of_G(look, step)))
    require(_angle(found, expected) <= ANGLE, _words("G", found, expected), help=say(
        "G's loss is generator_loss(D(t1, fake_t2), fake_t2, t2): one backward, one step of "
        "optimizer_G."))


def test_updates_D(look):
    """D's weights follow the gradient of its loss on the real pair and on the fake pair."""
    step = _steps(look).branch("first")
    found = _update(step, "D")
    expected = _closest(found, _gradients_of_D(look, step))
    require(_angle(found, expected) <= ANGLE, _words("D", found, expected), help=say(
        "D's loss compares D(t1, t2) with D(t1, fake_t2.detach()); G's backward pass has left "
        "gradients in D that must be cleared first."))


def _words(side: str, found: np.ndarray, expected: np.ndarray):
    if _angle(found, expected) == float("inf"):
        return say("{side} was not updated.", side=side)
    return say("{side}'s update points {degrees} degrees away from the right gradient.", side=side,
               degrees=short(np.degrees(_angle(found, expected))))


def test_unscaled(look):
    """Updates have the gradient's full length: nothing is clipped, scaled or counted twice."""
    step = _steps(look).branch("first")
    for side, candidates in (("G", list(_gradients_of_G(look, step))),
                             ("D", _gradients_of_D(look, step))):
        found = _update(step, side)
        expected = _closest(found, candidates)
        if _angle(found, expected) > ANGLE:
            continue  # its direction is charged by another check
        ratio = float(np.linalg.norm(found) / np.linalg.norm(expected))
        require(abs(ratio - 1) <= STRETCH, say("{side}'s update is {ratio} times as long as it "
                                               "should be.", side=side, ratio=short(ratio)))
    need(any(_angle(_update(step, side), _closest(_update(step, side), candidates)) <= ANGLE
             for side, candidates in (("G", list(_gradients_of_G(look, step))),
                                      ("D", _gradients_of_D(look, step)))),
         say("Neither network's update has the right direction."))


def test_order(look):
    """The generator is updated first, through the discriminator as it was before its own update."""
    step = _steps(look).branch("first")
    found = _update(step, "G")
    before, after = _gradients_of_G(look, step)
    need(min(_angle(found, before), _angle(found, after)) <= ANGLE or "step D" in step.items("log"),
         say("G's update has not the right direction."))
    first_steps = [event for event in step.items("log") if event in ("step G", "step D")]
    numerically = _angle(found, before) <= ANGLE
    by_log = not first_steps or first_steps[0] == "step G"
    require(numerically or (by_log and _angle(found, after) > ANGLE), say(
        "D was updated first, and G then learned from the new D."),
        expected=say("first G, then D"))


def test_detaches_fake(look):
    """D learns from a detached fake: its loss sends no gradient into G."""
    log = _steps(look).branch("first").items("log")
    attached = log.count("backward D attached")
    late = "step G" in log and "backward G" in log[log.index("step G"):]
    require(attached <= 1 and not late, say(
        "A backward pass of D's loss went on into G."),
        help=say("Give D fake_t2.detach() in its own half of the step."))


def test_clears_gradients(look):
    """Each step starts from clean gradients: nothing of the last one is added."""
    seen = _steps(look)
    runs, clean = seen.branches("consecutive"), seen.branches("clean")
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
    whole, default = (_update(seen.branch(key), "G") for key in ("first", "default"))
    none, some = (_update(seen.branch(f"lambda {weight}"), "G") for weight in LAMBDAS)
    span = float(np.linalg.norm(whole - none))
    need(np.linalg.norm(whole) > 1e-9, say("G was not updated."))
    require(span > 1e-2 * np.linalg.norm(whole), say("lambda_l1 changes nothing in G's update."))
    expected = none + LAMBDAS[1] / 100 * (whole - none)
    require(np.linalg.norm(some - expected) <= 1e-2 * span, say(
        "G's update is not in proportion to lambda_l1."))
    require(np.linalg.norm(default - whole) <= 1e-2 * span, say(
        "Without lambda_l1 the update is not the one for lambda_l1=100."))


def test_reports_losses(look):
    """The two returned numbers are the losses of this step."""
    step = _steps(look).branch("first")
    need("loss_G" in step and "loss_D" in step, say("There are no losses to compare."))
    t1, t2 = (value.astype(float) for value in _slices(look))
    start = _start()
    after_D, after_G = start.with_D(step.array("D", 1)), start.with_G(step.array("G", 1))
    fakes = [start.translate(t1), after_G.translate(t1)]
    expected = {
        "loss_G": [reference.generator_loss(state.judge(t1, fakes[0]), fakes[0], t2)
                   for state in (start, after_D)],
        "loss_D": [reference.discriminator_loss(start.judge(t1, t2), start.judge(t1, fake))
                   for fake in fakes]}
    for name, values in expected.items():
        found = step.number(name)
        require(any(close(found, value, 5e-3) for value in values), say(
            "{name} is {found}.", name=name, found=short(found)),
            expected=say("{value}", value=short(values[0])))


def test_any_networks(look):
    """train_step trains any G and D on batches of any size, in training mode."""
    def inputs(own: bool) -> dict:
        rng = look.rng("training_step.batches")
        return {"own_losses": own, "batches": {
            name: [rng.uniform(-1, 1, shape).astype(np.float32) for _ in range(2)]
            for name, shape in BATCHES.items()}}

    seen = look("training_step.ordinary", lambda: inputs(False))
    if any(seen.error(name) for name in BATCHES):
        own = look("training_step.ordinary", lambda: inputs(True), case="own losses")
        seen = seen if any(own.error(name) for name in BATCHES) else own
    for name in BATCHES:
        record = seen.branch(name)
        for side in ("G", "D"):
            moved = record.array(f"moved_{side}", 1)
            require(np.isfinite(moved).all() and (moved != 0).any(), say(
                "With a batch of {name}, {side} was not trained.", name=name, side=side))
            require(record.flag(f"training_{side}") and record.count(f"counted_{side}") > 0, say(
                "{side} was not run in training mode.", side=side))


BATCHES = {"3 slices of 32x32": (3, 1, 32, 32), "1 slice of 48x40": (1, 1, 48, 40)}
