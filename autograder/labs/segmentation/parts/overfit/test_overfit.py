"""Checks of the part `overfit`: the submission's own parts, trained together on four small slices.

Loss and Dice are computed here, from the returned logits, in the mode that suits the model better. A run that has
not come far goes on with a higher learning rate: neither the first steps nor one rate decide.
"""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import need, require, short
from autograder.i18n.messages import say
from autograder.labs.segmentation.parts.overfit.inputs import (
    FALLEN,
    FOLLOWS,
    PAIRS,
    RISEN,
    dice,
    follows,
    heads,
    loss,
    probabilities,
    together,
)

APART = 0.3  # of the first loss, between slices that were trained on and others; right work: 0.02 and less


def test_runs(look):
    """All parts work together: epochs and validation run, and their numbers stay finite."""
    seen = together(look)
    seen["trained"]
    losses = np.array([float(np.asarray(value)) for value in seen.items("losses")])
    require(losses.size and np.isfinite(losses).all(), say("A loss became NaN or infinite."))
    numbers = np.array([float(np.asarray(value)) for value in seen.items("validated")])
    require(np.isfinite(numbers).all(), say("validate gave NaN or infinity."))
    need(seen.number("moved") > 0 or (losses != losses[0]).any(),
         say("Nothing was trained, and the losses never changed."))


def test_loss_falls(look):
    """The loss falls clearly on the slices that are trained on."""
    masks = heads(look)[1][:PAIRS]
    before, after = (min(loss(shares, masks) for shares in probabilities(look, key)) for key in ("before", "trained"))
    require(after <= FALLEN * before, say(
        "The loss went from {before} to {after} in {epochs} epochs.", before=short(before), after=short(after),
        epochs=together(look).count("epochs")), expected=say("at most {value}", value=short(FALLEN * before)))
    elsewhere = min(loss(shares, heads(look)[1][PAIRS:]) for shares in probabilities(look, "unseen"))
    require(elsewhere <= after + APART * before, say(
        "On other slices the loss is {value}: the masks were kept, not learned.", value=short(elsewhere)))


def test_dice_rises(look):
    """Dice of ventricles and lesions rises clearly on the slices that are trained on."""
    masks = heads(look)[1][:PAIRS]
    before, after = (max(dice(shares, masks) for shares in probabilities(look, key)) for key in ("before", "trained"))
    require(after >= before + RISEN, say(
        "Mean Dice went from {before} to {after} in {epochs} epochs.", before=short(before), after=short(after),
        epochs=together(look).count("epochs")), expected=say("at least {value}", value=short(before + RISEN)))
    elsewhere = max(dice(shares, heads(look)[1][PAIRS:]) for shares in probabilities(look, "unseen"))
    require(elsewhere >= before + RISEN / 2, say(
        "On other slices mean Dice is {value}: the masks were kept, not learned.", value=short(elsewhere)))


def test_follows_input(look):
    """The trained model finds what the slice in front of it shows, in slices that it was not trained on, too."""
    masks = heads(look)[1]
    for key, wanted in (("trained", masks[:PAIRS]), ("unseen", masks[PAIRS:])):
        found = max(follows(shares, wanted) for shares in probabilities(look, key))
        require(found >= FOLLOWS, say("What it finds does not follow the slices that it was trained on.")
                if key == "trained" else say("What it finds does not follow slices that it was not trained on."),
                help=say("Does the output still change where the input does?"))
