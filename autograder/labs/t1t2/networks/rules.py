"""What the checks of generator and discriminator have in common: inputs, and rules on outputs."""
from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from autograder.grading.observations import Failed, NotJudged, Observations, as_array, close, need, require, short
from autograder.i18n.messages import say
from autograder.labs.phantoms import pair_as_float

OUTPUTS = ("base", "loud", "mid", "pushed_up", "pushed_down")
# Measured over the right styles of fixtures/right_styles: a Tanh or Sigmoid puts no pixel on its bound half way to
# saturation, a clamp puts five in a hundred or more there.
ON_BOUND = 0.02
FEW = 16
# A Tanh scaled by 0.8 leaves a tenth of the range out of reach on either side.
OUT_OF_REACH = 0.07
LINEAR = 1e-3
# Weights are made so many times larger where a network looks linear; what a Tanh or Sigmoid leaves of larger
# numbers than this can't be undone in float32.
SCALES, WITHIN = [1.0, 1.1, 1.2, 1.3, 1.5, 1.7, 2.0, 2.5, 3.0, 4.0], 4.0
ALIKE = 1e-6
HALFWAY = 0.1


@lru_cache(maxsize=8)
def slices(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    """T1 and T2, each (2, 1, size, size): a phantom pair and a noisy, turned one."""
    t1, t2 = pair_as_float(seed, size)
    noise = np.random.default_rng(seed).normal(0, 0.4, (2, size, size))
    stack = [np.stack([one, np.clip(one.T[::-1] * 0.7 + extra, -1, 1)])[:, None]
             for one, extra in zip((t1, t2), noise)]
    return tuple(value.astype(np.float32) for value in stack)


def both_sizes(look) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Slices of 64x64 and of 256x256."""
    return slices_for(look, 64), slices_for(look, 256)


def slices_for(look, size: int) -> tuple[np.ndarray, np.ndarray]:
    """This session's T1 and T2 slices at this size, as grey levels: a quarter of the bytes to send."""
    return _grey(int(look.rng("networks.slices").integers(2**31)), size)


@lru_cache(maxsize=8)
def _grey(seed: int, size: int) -> tuple[np.ndarray, np.ndarray]:
    return tuple(np.round((value + 1) * 127.5).astype(np.uint8) for value in slices(seed, size))


def outputs(seen: Observations) -> np.ndarray:
    """All pixels that the driven network gave, finite ones and others."""
    return np.concatenate([seen.array(name).ravel() for name in OUTPUTS if name in seen])


def _need_change(values: np.ndarray) -> None:
    """Nothing is seen of a bound where every pixel is the same, whatever the weights."""
    need(np.ptp(values) > ALIKE, say("Every output is the same number, whatever the weights and the input."))


def need_computed(look: Callable[[str], Observations]) -> None:
    """What is the same whatever comes in shows nothing, unless layers were at work. look: at this part's experiment."""
    try:
        seen = look("superposed")
        outputs = [seen.array(name) for name in ("a", "b", "both", "nothing") if name in seen]
        idle = all(np.array_equal(outputs[0], other) for other in outputs[1:]) and len(outputs) > 1
        learning = look("learning") if idle else seen
    except (Failed, NotJudged):  # charged by the check that looks there
        return
    need(not idle or "learnable" in learning and learning.items("learnable"),
         say("The output is the same whatever comes in."))


def judge_again(look: Callable[[str], Observations]) -> None:
    """A second network, whose weights were drawn alike, works as the first one does."""
    try:
        seen = look("repeated")
    except (Failed, NotJudged):  # `repeatable` charges for that
        return
    if "stays" not in seen:  # and for what the first one raises
        return
    error = seen.error("again")
    help = say("Do not change lists of the class or the module while a network is built: the next one finds "
               "them changed.")
    if error:
        raise Failed(observed=say("The first one works, a second one raises {type}: {message}",
                                  type=str(error.get("type"))[:80], message=str(error.get("message"))[:200]), help=help)
    once, twice, again = (seen.array(name) for name in ("once", "twice", "again"))
    require(close(again, once) or not np.array_equal(once, twice), say(  # random outputs say nothing
        "A second one with the same weights gave another output."), help=help)


def judge_range(seen: Observations, low: float, high: float) -> None:
    seen["base"]
    seen.raised()
    values = outputs(seen)
    require(np.isfinite(values).all(), say("Some outputs are NaN or infinite."))
    _need_change(values)
    require(values.min() >= low - ALIKE and values.max() <= high + ALIKE, say(
        "With larger weights the outputs reach from {low} to {high}.",
        low=short(values.min()), high=short(values.max())),
        expected=say("from {low} to {high}", low=short(low), high=short(high)), help=say(
            "The last layer bounds the output: Tanh for G, Sigmoid for D."))
    if seen.error("evaluated"):  # `repeatable` says what goes wrong in evaluation mode
        return
    values = seen.array("evaluated")
    require(not np.isfinite(values).all() or (values.min() >= low - ALIKE and values.max() <= high + ALIKE), say(
        "In evaluation mode the outputs reach from {low} to {high}.",
        low=short(values.min()), high=short(values.max())),
        expected=say("from {low} to {high}", low=short(low), high=short(high)), help=say(
            "The last activation belongs to forward in both modes."))


def judge_full_range(seen: Observations, low: float, high: float) -> None:
    seen["base"]
    seen.raised()
    values = np.concatenate([outputs(seen), *(seen.array(name).ravel() for name in ("mirrored",) if name in seen)])
    margin = OUT_OF_REACH * (high - low)
    require(values.min() < low + margin and values.max() > high - margin, say(
        "However its weights are set, the outputs stay between {low} and {high}.",
        low=short(values.min()), high=short(values.max())),
        expected=say("from {low} to {high}", low=short(low), high=short(high)), help=say(
            "Look at the last activation, and at what comes in front of it: Tanh reaches from -1 to "
            "1, Sigmoid from 0 to 1."))
    for outside in one_sided(seen, low, high):
        require(False, say(
            "In evaluation mode the outputs stay on one side of {middle}, between {low} and {high}.",
            middle=short((low + high) / 2), low=short(outside.min()), high=short(outside.max())), help=say(
            "forward gives the same range in both modes."))


def one_sided(seen: Observations, low: float, high: float) -> list[np.ndarray]:
    """Outputs in evaluation mode that stayed on one side of the middle where training mode has left it."""
    found = []
    for name, sign in (("leaning_up", 1), ("leaning_down", -1)):
        if name in seen:
            modes = [as_array(value, name) for value in seen.items(name)[:2]]
            trained, evaluated = (sign * (2 * values - high - low) / (high - low) for values in modes)
            if np.median(trained) > 0.5 and not evaluated.max() > HALFWAY:  # else it can't be trained
                found.append(modes[1])
    return found


def judge_smooth_bound(seen: Observations, low: float, high: float) -> None:
    """Half way to saturation, a smooth function has no pixel on its bound."""
    seen["faint"]
    seen.raised()
    faint = np.abs(2 * seen.array("faint") - high - low) / (high - low)
    values = outputs(seen)
    _need_change(values)
    bounded = values.min() >= low - ALIKE and values.max() <= high + ALIKE  # else `range` charges
    require(not bounded or faint.max() < 1 - ALIKE, say(
        "With tiny weights the outputs are not small: some lie on a bound or beyond it."))
    names = ["mid"] if "mid" in seen else [name for name in OUTPUTS[3:] if name in seen]
    for name in names:
        reached = np.abs(2 * seen.array(name) - high - low) / (high - low)
        if reached.size < FEW:  # a share of two numbers says nothing; that there is no map is charged elsewhere
            continue
        share = float((np.abs(reached - 1) < 1e-7).mean())
        require(share <= ON_BOUND, say(
            "{percent} % of the outputs sit exactly on a bound, where no gradient passes.",
            percent=short(100 * share)))


def departure(seen: Observations, undo) -> float:
    """How far the outputs for a, b, a + b and 0 are from adding up, with or without the final squashing;
    of the two the smaller, NaN where the outputs do not change."""
    a, b, both, nothing = (seen.array(name) for name in ("a", "b", "both", "nothing"))
    ratios = []
    for view in (lambda values: values, undo):
        with np.errstate(all="ignore"):
            one, two, three, zero = map(view, (a, b, both, nothing))
            size = np.abs(one - zero).max() + np.abs(two - zero).max()
            ratios.append(np.abs(three - one - two + zero).max() / size)
    return float(min((ratio for ratio in ratios if np.isfinite(ratio)), default=np.nan))


def _straight(seen: Observations, undo) -> bool:
    """Whether the outputs can be told to add up: not where the last activation has bent them out of sight."""
    with np.errstate(all="ignore"):
        undone = [undo(seen.array(name)) for name in ("a", "b", "both", "nothing")]
    return not all((np.abs(values) < WITHIN).all() for values in undone) or departure(seen, undo) <= LINEAR


def judge_nonlinear(seen: Observations, scaled: Callable[[], Observations], undo) -> None:
    """seen: the experiment `superposed`. scaled: the same, besides, for weights scaled by SCALES."""
    seen["nothing"]
    found = departure(seen, undo)
    need(np.isfinite(found), say("The outputs do not change with the input."))
    if found <= LINEAR:  # a second look: some networks begin by passing their input on
        found = float("inf") if not all(
            _straight(one, undo) for one in scaled().branches("scaled")) else found
    require(found > LINEAR, say(
        "Up to its last activation the network is a linear function of its input."),
        help=say("Put an activation between the convolutions."))


def judge_learning(seen: Observations) -> None:
    seen["weights"]
    require(seen.flag("requires_grad"), say("The output carries no gradient."),
            help=say("Look for torch.no_grad(), .detach(), .data or numpy inside the network."))
    hidden = seen.items("unregistered")
    require(not hidden, say("{n} weights take part that parameters() does not list.",
                            n=len(hidden)), help=say(
        "Make the layers in __init__ and keep them as attributes, in nn.Sequential or "
        "nn.ModuleList: a plain list hides them."))
    require(not seen.flag("rebuilt"), say("The network makes new layers at each call."),
            help=say("Make the layers once, in __init__."))
    require(seen.count("parameters") > 0, say("The network has no parameters."))
    require(seen.count("late") <= 0, say(
        "{n} weights are made when the network is first called.", n=seen.count("late")), help=say(
        "An optimizer that is made before does not know them. Make the layers in __init__."))
    for weight in seen.branches("weights"):
        name = weight.text("name")
        if not weight.flag("used"):
            # A layer that is never called harms nobody; one that is called for nothing is a slip.
            idle = weight.flag("called") and len(weight.items("shape")) > 1
            require(not idle, say("{name} takes part, but the output does not depend on it.",
                                  name=name))
            continue
        require(not weight.flag("frozen"), say("{name} is frozen (requires_grad=False).", name=name))
        gradient = weight["gradient"]
        reached = gradient is not None and float(gradient) > 0
        # A bias in front of a normalisation gets no gradient, and needs none.
        require(reached or len(weight.items("shape")) < 2,
                say("No gradient reaches {name}.", name=name),
                help=say("Look for .detach() or torch.no_grad() between this layer and the output."))
    learnable = [flag is True for flag in seen.items("learnable")]
    require(any(learnable) or not learnable, say("No convolution has weights that can learn."),
            help=say("Make weights nn.Parameter; a plain tensor keeps its first random values."))


def judge_repeatable(seen: Observations) -> None:
    once, twice = seen.array("once"), seen.array("twice")
    need(np.isfinite(once).all(), say("The outputs are not finite."))
    require(seen.flag("stays"), say(
        "In evaluation mode a call changed running statistics or went back to training mode."))
    difference = float(np.abs(once - twice).max()) if once.shape == twice.shape else float("inf")
    require(difference <= ALIKE, say(
        "In evaluation mode the same input gave outputs that differ by {value}.",
        value=short(difference)), help=say(
        "Random layers must follow the mode: nn.Dropout does, F.dropout needs training=self.training."))
    require(seen.flag("kept"), say("A call changed its input in place."), help=say(
        "Compute new tensors, or clone() first."))
