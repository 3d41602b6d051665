"""Checks of the part `discriminator`. A check's docstring is what is true of correct work."""
from __future__ import annotations

from functools import partial

import numpy as np

from autograder.grading.observations import Observations, need, require, shape_text, short
from autograder.i18n.messages import say
from autograder.labs.t1t2.networks import rules
from autograder.labs.t1t2.parts.discriminator.inputs import (
    OWN_QUARTER,
    QUARTERS,
    own_shares,
)

SIZE = 256
# Where smaller slices show that much, whole ones need not be looked at.
MOSTLY = 0.9
SUM_ONLY = 1e-3


def _inputs(look) -> dict:
    small, wide = rules.both_sizes(look)
    return {"small": list(small), "wide": list(wide)}


def _look(look, experiment: str) -> Observations:
    return look(f"discriminator.{experiment}", lambda: _inputs(look))


def _undo_sigmoid(values: np.ndarray) -> np.ndarray:
    return np.log(values) - np.log1p(-values)


def _map_size(look) -> tuple[int, int]:
    shape = _look(look, "shapes").branch("single").items("shape")
    return tuple(shape[-2:]) if len(shape) == 4 else (1, 1)


def _influence(look) -> Observations:
    need(min(_map_size(look)) > 1, say("D gives no map of patches."))
    return look("discriminator.influence", lambda: {
        **_inputs(look), "half": list(rules.slices_for(look, SIZE // 2)), "own": QUARTERS, "mostly": MOSTLY})


def test_builds(look):
    """Discriminator() makes an nn.Module without being given anything, every time it is called."""
    seen = look("discriminator.build")
    require(seen.flag("is_module"), say("Discriminator() made a {kind}.", kind=seen.text("type")),
            expected=say("an nn.Module"), help=say("Write class Discriminator(nn.Module)."))
    rules.judge_again(partial(_look, look))


def test_shape(look):
    """D(t1, t2) gives one channel for each pair of the batch: (N, 1, h, w)."""
    seen = _look(look, "shapes")
    for key in ("batch", "single"):
        output = seen.branch(key)
        require(output.flag("is_tensor"), say("forward returned a {kind}.", kind=output.text("type")),
                expected=say("a tensor"))
        given, shape = output.items("given"), output.items("shape")
        require(len(shape) == 4 and shape[:2] == given[:2], say(
            "Slices of {given} gave {shape}.", given=shape_text(given), shape=shape_text(shape)),
            expected=say("({n}, 1, h, w)", n=given[0]))
    rules.need_computed(partial(_look, look))


def test_patch_map(look):
    """D judges patches: its map has more than one cell, and fewer than the picture has pixels."""
    height, width = _map_size(look)
    require(1 < height < SIZE and 1 < width < SIZE, say(
        "The map for a slice of 256x256 is {h}x{w}.", h=height, w=width),
        expected=say("63x63 for the handout's network"), help=say(
        "A PatchGAN ends in a convolution: no Linear layer, no pooling over the whole picture."))
    rules.need_computed(partial(_look, look))


def test_range(look):
    """Every value of the map is a probability in [0, 1], whatever D's weights are."""
    rules.judge_range(_look(look, "driven"), 0.0, 1.0)


def test_full_range(look):
    """D's probabilities can come near 0 and near 1."""
    rules.judge_full_range(_look(look, "driven"), 0.0, 1.0)


def test_smooth_bound(look):
    """The bound is a smooth function such as Sigmoid, through which gradients pass, not a clamp."""
    rules.judge_smooth_bound(_look(look, "driven"), 0.0, 1.0)


def test_local(look):
    """A cell of the map depends on its own region of the picture, not on the whole of it."""
    seen = _influence(look)
    if seen.count("seeds") > 1:  # a random D has no fixed places; `repeatable` charges for that
        return
    cells = seen.array("cells", 4)[:4].sum(1)
    need((cells.sum((1, 2)) > 0).all(), say("Nothing moves a corner cell of the map."))
    for share in own_shares(cells):
        require(share >= OWN_QUARTER, say(
            "Only {percent} % of what moves a corner cell lies in its quarter of the picture.",
            percent=short(100 * share)),
            expected=say("at least {percent} %", percent=short(100 * OWN_QUARTER)))


def test_sees_both(look):
    """Each cell depends on T1 and on T2, each in its own way, and no region goes unseen."""
    seen = _influence(look)
    for side, name in enumerate(("T1", "T2")):
        require((seen.array("cells", 4)[4:, side].sum((-1, -2)) > 0).all(), say(
            "Some cells of the map do not depend on {side} at all.", side=name),
            help=say("Concatenate both slices over channels: torch.cat([x1, x2], dim=1)."))
        require((seen.array("all", 4)[0, side] > 0).all(), say(
            "Some regions of {side} have no influence on the map.", side=name))
    base, swapped = (np.asarray(value, float) for value in seen.items("swapped"))
    sensitivity = [float(np.abs(np.asarray(value, float) - base).max())
                   for value in seen.items("shifted")]
    alone = min(sensitivity) < SUM_ONLY * max(sensitivity) or np.array_equal(base, swapped)
    require(not alone, say("D sees only a mixture of the two slices and can't tell them apart."),
            help=say("Concatenate both slices over channels: torch.cat([x1, x2], dim=1)."))


def test_nonlinear(look):
    """There are activations between D's layers."""
    def scaled() -> Observations:
        return look("discriminator.superposed", lambda: {**_inputs(look), "scales": rules.SCALES}, case="scaled")

    rules.judge_nonlinear(_look(look, "superposed"), scaled, _undo_sigmoid)


def test_learns(look):
    """Every layer of D can learn: its weights are parameters and gradients reach them."""
    rules.judge_learning(_look(look, "learning"))
    rules.need_computed(partial(_look, look))


def test_repeatable(look):
    """In evaluation mode D gives the same map for the same pair, and both stay as they are."""
    rules.judge_repeatable(_look(look, "repeated"))
    rules.need_computed(partial(_look, look))
