"""Checks of the part `training_step`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import close, need, require, short
from autograder.i18n.messages import say
from autograder.labs.t1t2.parts.training_step import wording
from autograder.labs.t1t2.parts.training_step.inputs import (
    ANGLE,
    BATCHES,
    LAMBDAS,
    RATES,
    STRETCH,
    WEIGHTS,
    angle_between,
    ordinary_step,
    right_losses,
    seen_step,
    seen_steps,
)
from autograder.labs.t1t2.settings import LAMBDA_L1

G_LOSS = "BCE(D(t1, fake), 1)"
D_LOSS = "BCE(D(t1, t2), 1) + BCE(D(t1, fake), 0)"


def test_returns_losses(look):
    """train_step returns a dict with "loss_G" and "loss_D" as numbers."""
    step = seen_steps(look).branch("first")
    require(step.text("type") not in ("tuple", "list", "NoneType", "float"), say(
        "train_step returned a {kind}.", kind=step.text("type")), expected=say("a dict"))
    for name in ("loss_G", "loss_D"):
        require(name in step, say("There is no number under \"{name}\".", name=name),
                expected=say("{{\"loss_G\": ..., \"loss_D\": ...}}"))
    need(_does_something(look), say("It trains nothing, and returns the same numbers whatever it is given."))


def _does_something(look) -> bool:
    """Whether a weight has moved, or the losses are others in another situation."""
    seen = seen_steps(look)
    records = [seen.branch(name) for name in ("first", "several", "strong") if not seen.error(name)]
    losses = {(record.number("loss_G"), record.number("loss_D")) for record in records
              if "loss_G" in record and "loss_D" in record}
    return len(losses) > 1 or any((records[0].array(side, 1) != WEIGHTS[side]).any() for side in WEIGHTS)


def test_updates_G(look):
    """G's weights follow the gradient of its whole loss, the adversarial term through D included."""
    step = seen_step(look)
    if step.off("G") > ANGLE:
        whole = f"{G_LOSS} + {short(LAMBDA_L1)} * |fake - t2|"
        require(False, wording.of_G(step), expected=say("{value}", value=whole))


def test_updates_D(look):
    """D's weights follow the gradient of its loss on the real pair and on the fake pair, always."""
    for name in ("first", "strong"):
        step = seen_step(look, name)
        if step.off("D") > ANGLE:
            clear = say("Call optimizer_D.zero_grad() between G's half and D's backward().")
            require(False, wording.of_D(step), expected=say("{value}", value=D_LOSS),
                    help=clear if wording.left_by_G(step) else None)


def test_unscaled(look):
    """Updates have the gradient's full length: nothing is clipped, scaled or counted twice."""
    step = seen_step(look)
    right = [side for side in ("G", "D") if step.off(side) <= ANGLE]
    need(right, say("Neither network's update has the right direction."))
    for side in right:
        ratio = float(np.linalg.norm(step.update(side)) / np.linalg.norm(step.right(side)))
        require(abs(ratio - 1) <= STRETCH, say("{side}'s update is {ratio} times as long as it "
                                               "should be.", side=side, ratio=short(ratio)))


def test_order(look):
    """The generator is updated first, through the discriminator as it was before its own update."""
    step = seen_step(look)
    before, after = (angle_between(step.update("G"), gradient) for gradient in step.gradients_of_G)
    steps = [event for event in step.seen.items("log") if event in ("step G", "step D")]
    need(min(before, after) <= ANGLE or steps, say("G's update does not have the right direction."))
    by_log = not steps or steps[0] == "step G"
    require(before <= ANGLE or (by_log and after > ANGLE), say(
        "D was updated first, and G then learned from the new D."),
        expected=say("first G, then D"))


def test_detaches_fake(look):
    """D learns from a detached fake: its loss sends no gradient into G."""
    log = seen_steps(look).branch("first").items("log")
    calls = log.count("call D") + log.count("call D attached")
    need(calls > 1, say("Besides G's half, D was given nothing to judge."))
    attached = log.count("backward D attached")
    late = "step G" in log and "backward G" in log[log.index("step G"):]
    require(attached <= 1 and not late, say(
        "A backward pass of D's loss went on into G."),
        help=say("Give D fake_t2.detach() in its own half of the step."))


def test_clears_gradients(look):
    """Each step starts from clean gradients: nothing of the last one is added."""
    seen = seen_steps(look)
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
    """lambda_l1 weighs the L1 term in G's update; without it, it is {LAMBDA_L1}."""
    seen = seen_steps(look)

    def update(key: str) -> np.ndarray:
        return (WEIGHTS["G"] - seen.branch(key).array("G", 1)) / RATES["G"]

    whole, default = update("first"), update("default")
    none, some = (update(f"lambda {weight}") for weight in LAMBDAS)
    span = float(np.linalg.norm(whole - none))
    need(np.linalg.norm(whole) > 1e-9, say("G was not updated."))
    require(span > 1e-2 * np.linalg.norm(whole), say("lambda_l1 changes nothing in G's update."))
    expected = none + LAMBDAS[1] / LAMBDA_L1 * (whole - none)
    require(np.linalg.norm(some - expected) <= 1e-2 * span, say(
        "G's update is not in proportion to lambda_l1."))
    require(np.linalg.norm(default - whole) <= 1e-2 * span, say(
        "Without lambda_l1 the update is not the one for lambda_l1={weight}.", weight=short(LAMBDA_L1)))


def test_reports_losses(look):
    """The two returned numbers are the losses of this step, averaged over the batch."""
    first = seen_steps(look).branch("first")
    need("loss_G" in first and "loss_D" in first, say("There are no losses to compare."))
    for step in (seen_step(look), seen_step(look, "several")):
        for name, values in right_losses(step).items():
            found = step.seen.number(name)
            if not any(close(found, value, 5e-3) for value in values):
                require(False, wording.of_report(step, name), expected=say("{value}", value=short(values[0])))


def test_any_networks(look):
    """train_step trains any G and D, in training mode, on every slice of batches of any size, and changes none."""
    for name in BATCHES:
        if _used_up(ordinary_step(look).error(name)):
            continue
        record = ordinary_step(look).branch(name)
        for side in ("G", "D"):
            moved = record.array(f"moved_{side}", 1)
            require(np.isfinite(moved).all() and (moved != 0).any(), say(
                "With a batch of {name}, {side} was not trained.", name=name, side=side))
            require(record.flag(f"training_{side}") and record.count(f"counted_{side}") > 0, say(
                "{side} was not run in training mode.", side=side))
        require(record.flag("kept"), say("train_step changed the slices of its batch in place."), help=say(
            "Compute new tensors, or clone() first."))
    one, several = seen_step(look), seen_step(look, "several")
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


