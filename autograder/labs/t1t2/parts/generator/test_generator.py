"""Checks of the part `generator`. A check's docstring is what is true of correct work."""
from __future__ import annotations

from functools import partial

import numpy as np

from autograder.grading.observations import Observations, need, require, shape_text
from autograder.i18n.messages import say
from autograder.labs.t1t2.networks import rules

LAYERS = 4


def _inputs(look) -> dict:
    small, wide = rules.both_sizes(look)
    return {"small": small[0], "wide": wide[0]}


def _look(look, experiment: str) -> Observations:
    return look(f"generator.{experiment}", lambda: _inputs(look))


def _undo_tanh(values: np.ndarray) -> np.ndarray:
    return np.arctanh(values)


def test_builds(look):
    """Generator() makes an nn.Module without being given anything, every time it is called."""
    seen = look("generator.build")
    require(seen.flag("is_module"), say("Generator() made a {kind}.", kind=seen.text("type")),
            expected=say("an nn.Module"), help=say("Write class Generator(nn.Module)."))
    rules.judge_again(partial(_look, look))


def test_shape(look):
    """G gives back one channel of the size it was given: (N, 1, 256, 256)."""
    seen = _look(look, "shapes")
    for key in ("batch", "single"):
        output = seen.branch(key)
        wanted = output.items("given")
        require(output.flag("is_tensor"), say("forward returned a {kind}.", kind=output.text("type")),
                expected=say("a tensor"))
        shape = output.items("shape")
        require(shape == wanted, say("An input of {wanted} gave {shape}.", wanted=shape_text(wanted),
                                     shape=shape_text(shape)),
                expected=say("{shape}", shape=shape_text(wanted)))
    rules.need_computed(partial(_look, look))


def test_range(look):
    """Every value that G puts out lies in [-1, 1], whatever its weights are."""
    rules.judge_range(_look(look, "driven"), -1.0, 1.0)


def test_full_range(look):
    """G can put out the whole of [-1, 1], black and white alike."""
    rules.judge_full_range(_look(look, "driven"), -1.0, 1.0)


def test_smooth_bound(look):
    """The bound is a smooth function such as Tanh, through which gradients pass, not a clamp."""
    rules.judge_smooth_bound(_look(look, "driven"), -1.0, 1.0)


def test_encodes(look):
    """G is an encoder and a decoder: its features shrink to H/4 or less on the way."""
    seen = _look(look, "traced")
    height, width = seen.items("input_size")
    sizes = [size for size in seen.items("sizes") if min(size) > 1]
    need(sizes, say("No feature map was seen."))
    smallest = min(sizes, key=lambda size: max(size[0] / height, size[1] / width))
    require(4 * smallest[0] <= height and 4 * smallest[1] <= width, say(
        "For an input of {h}x{w} the smallest feature map is {a}x{b}.", h=height, w=width,
        a=smallest[0], b=smallest[1]),
        expected=say("{a}x{b} or smaller", a=height // 4, b=width // 4),
        help=say("Two convolutions with stride 2 make each side a quarter as long."))


def test_depth(look):
    """G has at least the four convolutions of the handout's network."""
    layers = _look(look, "traced").count("layers")
    require(layers >= LAYERS, say("{n} convolutions were seen.", n=layers),
            expected=say("at least {n}", n=LAYERS))


def test_nonlinear(look):
    """There are activations between G's layers."""
    def scaled() -> Observations:
        return look("generator.superposed", lambda: {**_inputs(look), "scales": rules.SCALES}, case="scaled")

    rules.judge_nonlinear(_look(look, "superposed"), scaled, _undo_tanh)


def test_uses_input(look):
    """Every region of the input shapes the output, and every region of the output follows it."""
    seen = _look(look, "influence")
    for key, words in (("inputs", say("input")), ("outputs", say("output"))):
        idle = int((~(seen.array(key, 2) > 0)).sum())
        require(idle == 0, say("{idle} of {all} regions of the {side} have no effect or never change.",
                               idle=idle, all=seen.array(key, 2).size, side=words))


def test_learns(look):
    """Every layer of G can learn: its weights are parameters and gradients reach them."""
    rules.judge_learning(_look(look, "learning"))
    rules.need_computed(partial(_look, look))


def test_repeatable(look):
    """In evaluation mode G gives the same output for the same input, and both stay as they are."""
    rules.judge_repeatable(_look(look, "repeated"))
    rules.need_computed(partial(_look, look))
