"""Checks of the part `losses`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Failed, NotJudged, close, need, require, shape_text, short
from autograder.i18n.messages import say
from autograder.labs.segmentation.collaborators import loss_forms
from autograder.labs.segmentation.parts.losses import inputs
from autograder.labs.segmentation.parts.losses.inputs import NEAR, value_of

EMPTY_MOST = 0.02
ALARM_LEAST = 0.8
BENT = 0.02
HUGE = 1e3


def test_dice_value(look):
    """For one slice dice_loss is 1 minus the Dice coefficient, 2·Σpg / (Σp + Σg)."""
    found, expected = value_of(inputs.dice(look), "level"), inputs.expected_level(look)
    hints = {1 - expected: say("This is the Dice coefficient; the loss is 1 minus that."),
             -(1 - expected): say("This is minus the Dice coefficient; the loss is 1 minus that."),
             2 * expected: say("This is the sum over both foreground classes, not the mean."),
             (1 + expected) / 2: say("The factor 2 in front of Σpg is missing."),
             2 * expected / (1 + expected): say("This is 1 minus IoU, not 1 minus Dice.")}
    help = next((hint for value, hint in hints.items() if close(found, value, NEAR)), None)
    require(abs(found - expected) < NEAR, say("It is {found}.", found=short(found)),
            expected=say("{value}", value=short(expected)), help=help)


def test_foreground(look):
    """Both foreground classes count the same in dice_loss, and the background does not count."""
    _need_change(look)
    for pair, label in (("02", 1), ("01", 2)):  # the foreground class that is perfect is the other one
        found = inputs.share(look, "equal", pair)
        require(abs(found - 0.5) < 0.02, say(
            "A mistake between class {label} and the background counts {percent} % of one between both foreground "
            "classes.", label=3 - label, percent=short(100 * found)), expected=say("50 %"),
            help=say("Average over the classes 1 and 2; leave out class 0."))


def _need_change(look) -> None:
    seen = inputs.dice(look)
    need(abs(value_of(seen, "equal 12") - value_of(seen, "perfect")) > 1e-3,
         say("dice_loss is the same whatever is predicted."))


def test_per_slice(look):
    """The Dice of each slice and each class is computed by itself; then they are averaged."""
    seen = inputs.dice(look)
    singles = [value_of(seen, f"slice {number}") for number in range(3)]
    found, expected = value_of(seen, "batch"), float(np.mean(singles))
    need(np.ptp(singles) > 1e-3, say("dice_loss is the same whatever is predicted."))
    require(close(found, expected, 2e-3), say(
        "For three slices together it is {found}; the mean of the three is {expected}.",
        found=short(found), expected=short(expected)), help=say(
        "Sum over the pixels of a slice, dimensions 2 and 3, and take the mean at the end."))
    _need_change(look)
    for pair in ("02", "01"):
        even, uneven = (inputs.share(look, sizes, pair) for sizes in ("equal", "unequal"))
        require(abs(even - uneven) < 0.02, say("A class counts the more the larger it is."), help=say(
            "Compute a Dice for each class, and take the mean at the end."))


def test_smooth(look):
    """smooth is added once above and once below the fraction; its default is 1."""
    seen = inputs.dice(look)
    none, one, default = (value_of(seen, name) for name in ("smooth 0", "smooth 1", "default"))
    limit = value_of(seen, f"smooth {inputs.ENDLESS:g}")
    require(np.isfinite(limit) and abs(limit) < HUGE, say("With a large smooth the loss is {found}.",
            found=short(limit)), help=say("Add smooth to the numerator and to the denominator."))
    require(abs(value_of(seen, "smooth 10000") - none) > 1e-3, say("smooth makes no difference."))
    _judge_side(look, none, limit)
    added_to, bent = inputs.smoothing(look)
    allowed = _sums(look)
    require(bent < BENT and (close(added_to, allowed[0], 0.02) or any(
        close(added_to, value, 0.02) for value in allowed[1:])) if allowed else bent < BENT and added_to > 0, say(
        "The loss does not follow (2·Σpg + smooth) / (Σp + Σg + smooth) when smooth grows."),
        help=say("Add smooth to the numerator and to the denominator, once for each slice and class."))
    need(abs(one - none) > 1e-6, say("smooth makes no difference."))
    require(abs(default - one) < 0.05 * abs(one - none), say(
        "Without smooth the loss is {found}; with smooth=1 it is {expected}.",
        found=f"{default:.7g}", expected=f"{one:.7g}"))


def _judge_side(look, none: float, limit: float) -> None:
    """A smooth that outweighs all sums makes any prediction perfect."""
    seen = inputs.dice(look)
    towards = value_of(seen, "equal 12") - value_of(seen, "perfect")
    require(not inputs.right_value(look) or abs(limit) < NEAR, say("With a large smooth the loss is {found}.",
            found=short(limit)), expected=say("0"), help=say(
        "Add smooth to the numerator and to the denominator, once for each slice and class."))
    require((none - limit) * towards > 0, say("A larger smooth makes the loss of a wrong prediction larger."),
            help=say("Add smooth to the numerator too."))


def _sums(look) -> list[float]:
    """What smooth may be added to: Σp + Σg, and where classes are pooled two or three times that; any where the
    Dice itself is another."""
    if not inputs.right_value(look):
        return []
    case = inputs.dice_cases(look)["default"]
    both = loss_forms.softmax(case["logits"])[0, 1].sum() + (case["target"] == 1).sum()
    pooled = abs(inputs.share(look, "equal", "02") - inputs.share(look, "unequal", "02")) > 0.02
    return [float(both), *(float(times * both) for times in (2, 3) if pooled)]


def test_empty(look):
    """Where a slice lacks a class, dice_loss is finite: 0 if it is not predicted either, near 1 if it is."""
    seen = inputs.dice(look)
    perfect = value_of(seen, "perfect")
    scale, rises = abs(value_of(seen, "missed") - perfect), value_of(seen, "missed") > perfect
    need(scale > 1e-3, say("dice_loss is the same whatever is predicted."))
    limit = value_of(seen, f"smooth {inputs.ENDLESS:g}")
    for name, words in (("empty", say("no foreground")), ("no lesion", say("no lesion"))):
        found = value_of(seen, name)
        if np.isfinite(found) and abs(found) > HUGE and abs(limit) > HUGE:
            continue  # smoothing above alone: `smooth` charges
        low, high = sorted((perfect, 0.0 if rises else perfect))  # another best value is charged by `dice_value`
        require(low - EMPTY_MOST * scale < found < high + EMPTY_MOST * scale, say(
            "For a slice with {words}, predicted perfectly, it is {found}.", words=words, found=short(found)),
            expected=say("0"), help=say("With nothing in it the fraction is smooth / smooth, which is 1."))
    found = value_of(seen, "false alarm")
    require(np.isfinite(found) and abs(found - perfect) > ALARM_LEAST * scale, say(
        "For a slice with no foreground, of which 600 pixels are predicted as foreground, it is {found}.",
        found=short(found)), expected=say("near 1"), help=say("Slices with nothing in them count too."))


def test_softmax(look):
    """dice_loss takes logits: it makes probabilities of them by a softmax over the classes."""
    seen = inputs.plain_dice(look)
    found, moved = value_of(seen, "random"), value_of(seen, "moved")
    need(abs(found - value_of(seen, "hard")) > 1e-4, say("dice_loss is the same whatever is predicted."))
    require(close(moved, found, 1e-3), say(
        "With the same constant added to a pixel's three logits, dice_loss goes from {found} to {moved}.",
        found=short(found), moved=short(moved)), help=say(
        "Probabilities are torch.softmax(logits, dim=1): neither the logits themselves nor a sigmoid."))


def test_cross_entropy(look):
    """segmentation_loss holds the cross-entropy of all three classes, as a mean over pixels."""
    batch, seen = inputs.random_batch(look), inputs.segmentation(look)
    expected = loss_forms.cross_entropy(**batch)
    # Beside the Dice term or without it: how that is weighted is charged by `weight`.
    bare = value_of(seen, "weight 0")
    ways = [bare, *(value_of(seen, "weight 1") - term for term in _dice_terms(look))]
    found = min(ways, key=lambda value: abs(value - expected))
    probabilities = loss_forms.softmax(batch["logits"])
    hints = {loss_forms.cross_entropy(probabilities, batch["target"]): say(
                 "This is the cross-entropy of probabilities: cross_entropy does the softmax itself."),
             expected * batch["target"].size: say("This is the sum over all pixels, not the mean."),
             0.0: say("The cross-entropy is missing."), -expected: say("The sign is wrong.")}
    help = next((hint for value, hint in hints.items() if close(bare, value, 1e-3, 1e-4)), None)
    require(close(found, expected, 2e-3), say("Without the Dice term it is {found}.", found=short(bare)),
            expected=say("{value}", value=short(expected)), help=help)


def _dice_terms(look) -> list[float]:
    """The right dice_loss of the batch, and the submission's own."""
    terms = [loss_forms.dice_loss(**inputs.random_batch(look))]
    try:
        return [*terms, value_of(inputs.plain_dice(look), "random")]
    except (Failed, NotJudged):  # charged by the checks of dice_loss
        return terms


def test_weight(look):
    """segmentation_loss adds dice_weight times dice_loss; the default of dice_weight is 1."""
    seen = inputs.segmentation(look)
    bare, terms = value_of(seen, "weight 0"), _dice_terms(look)
    for weight in inputs.WEIGHTS[1:]:
        added = value_of(seen, f"weight {weight:g}") - bare
        require(any(abs(added - weight * term) < 1e-2 * abs(weight * term) + 1e-4 for term in terms), say(
            "dice_weight={weight} adds {found}.", weight=short(weight), found=short(added)),
            expected=say("{value}", value=short(weight * terms[-1])), help=say(
            "The loss is cross_entropy + dice_weight * dice_loss: dice_weight scales the Dice term alone."))
    default, one = value_of(seen, "default"), value_of(seen, "weight 1")
    require(close(default, one, 1e-4), say(
        "Without dice_weight the loss is {found}; with dice_weight=1 it is {expected}.",
        found=short(default), expected=short(one)))


def test_scalar(look):
    """Both losses are single numbers (0-dimensional tensors) for inputs of any size."""
    for name, seen, usual in (("dice_loss", inputs.plain_dice(look), "random"),
                              ("segmentation_loss", inputs.segmentation(look), "default")):
        values = set()
        for case in (usual, *(f"other {number}" for number in range(len(inputs.OTHER_SHAPES)))):
            record = seen.branch(case)
            require(record.text("type") == "Tensor", say("{name} returned a {kind}.", name=name,
                                                         kind=record.text("type")), expected=say("a tensor"))
            require(record.items("shape") == [], say("{name} has shape {shape}.", name=name,
                                                     shape=shape_text(record.items("shape"))), expected=say("()"))
            values.add(record.number("value"))
        need(len(values) > 1, say("{name} is the same whatever it is given.", name=name))


def test_gradients(look):
    """Gradients flow through both losses, as steep as their values say; no input is changed in place."""
    batch = inputs.random_batch(look)
    # Towards the right class everywhere: along this way each loss falls.
    way = (loss_forms.one_hot(batch["target"]) * look.rng("losses.way").uniform(
        0.5, 1, batch["logits"].shape)).astype(np.float32)
    for name in ("dice", "segmentation"):
        seen = look(f"losses.{name}_slopes", lambda: {**batch, "direction": way})
        function, measured, noise = f"{name}_loss", seen.number("measured"), seen.number("noise")
        require(seen["autograd"] is not None, say("{function} passes no gradient to the logits.", function=function),
                help=say("Look for argmax, .item(), .detach(), float() or torch.tensor(...) inside the loss."))
        found = seen.number("autograd")
        require(np.isfinite(found) and close(found, measured, 2e-2, 1e-4 + noise), say(
            "The gradient of {function} does not agree with its values: {found} instead of {expected}.",
            function=function, found=short(found), expected=short(measured)))
        require(seen.flag("kept"), say("{function} changes what it is given in place.", function=function),
                help=say("Compute new tensors, or clone() first."))
