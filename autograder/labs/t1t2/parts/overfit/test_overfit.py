"""Checks of the part `overfit`: the submission's own parts, trained together on one small batch.

The L1 distances are computed here, from the returned pictures. Thresholds were set with the right
styles of fixtures/right_styles (slowest: 0.90 of the first L1) and fixtures/misconceptions (best: 0.96). A run
that has not come so far goes on with a higher learning rate: neither the first steps nor one rate decide.
"""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import need, require, short
from autograder.i18n.messages import say
from autograder.labs.t1t2.parts.overfit.inputs import (
    FALLEN,
    VARIES,
    fall,
    pictures_of,
    targets_of,
    together,
    varies,
)

# A G that gives back the T2 slices it was shown changes nothing elsewhere; whatever is learned does.
COPIED = 0.3
CARRIES = 0.985


def test_runs(look):
    """All parts work together: training steps run and their losses stay finite."""
    seen = together(look)
    seen["trained"]
    losses = np.array([[float(np.asarray(value)) for value in pair] for pair in seen.items("losses")])
    require(losses.size and np.isfinite(losses).all(), say("A loss became NaN or infinite."))
    moved = any(float(np.asarray(value)) > 0 for value in seen.items("moved"))
    need(moved or (losses != losses[0]).any(), say("Nothing was trained, and the losses never changed."))


def test_both_learn(look):
    """Training moves the weights of both networks."""
    seen = together(look)
    need(seen.error("moved") is None, say("The training run did not finish."))
    for side, moved in zip(("G", "D"), seen.items("moved")):
        require(float(np.asarray(moved)) > 0, say("{side}'s weights never moved.", side=side))


def test_l1_falls(look):
    """L1 falls clearly on the slices that are trained on."""
    before, after = fall(look, "before", "trained")
    require(after <= FALLEN * before, say(
        "L1 went from {before} to {after} in {steps} steps.", before=short(before),
        after=short(after), steps=together(look).count("steps")),
        expected=say("at most {value}", value=short(FALLEN * before)))
    _require_no_copies(look)
    before, after = fall(look, "unseen_before", "unseen", unseen=True)
    require(after <= CARRIES * before, say(
        "On other heads L1 stayed at {value}: the slices were kept, not learned.", value=short(after)))


def test_follows_input(look):
    """The trained generator gives different slices for different heads."""
    _require_varies(look, "trained")


def _require_varies(look, key: str, unseen: bool = False) -> None:
    share = varies(look, key, unseen)
    require(share >= VARIES, say(
        "Only {percent} % of the variation between pixels is between heads.",
        percent=short(100 * share)), expected=say("at least {percent} %",
                                                  percent=short(100 * VARIES)))


def _require_no_copies(look) -> None:
    """New heads must not be answered with T2 slices that were trained on, kept and given back.

    The distance from an output to a kept T2, by the distance of the right T2 to it: a translation
    stays near 1 or above, a copy is near 0.
    """
    outputs, targets = pictures_of(look, "unseen", unseen=True)
    kept = targets_of(look, targets.shape[-1])
    for output in outputs:
        nearest = min(float(np.abs(made - old).mean() / np.abs(right - old).mean())
                      for made, right in zip(output, targets) for old in kept)
        require(nearest > COPIED, say("For new heads G gives back T2 slices that it was trained on."))


def test_unseen(look):
    """What was learned holds for slices that were not trained on: L1 is lower there too."""
    seen = together(look)
    need(seen.error("unseen") is None, say("The training run did not finish."))
    _require_no_copies(look)
    before, after = fall(look, "unseen_before", "unseen", unseen=True)
    require(after <= FALLEN * before, say(
        "On new slices L1 is {after}; before training it was {before}.", after=short(after),
        before=short(before)), expected=say("at most {value}", value=short(FALLEN * before)))
    _require_varies(look, "unseen", unseen=True)  # one picture for all heads is nearer to every one of them, too
