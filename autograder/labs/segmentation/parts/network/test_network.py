"""Checks of the part `network`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Failed, NotJudged, close, need, require, shape_text, short
from autograder.i18n.messages import say
from autograder.labs.segmentation import settings
from autograder.labs.segmentation.parts.network import inputs

ALIKE = 1e-5
SLIGHTEST = 1e-7  # of what everything changes together; what is not connected changes by exactly nothing
FAR = 15.0  # a number that logits can be driven to, and that no squashed output comes near
CLASSES = len(settings.CLASSES)


def test_builds(look):
    """UNet() makes an nn.Module without being given anything."""
    seen = look("network.build")
    require(seen.flag("is_module"), say("UNet() made a {kind}.", kind=seen.text("type")),
            expected=say("an nn.Module"), help=say("Write class UNet(nn.Module)."))


def test_shape(look):
    """Slices (N, 1, H, W) give logits (N, 3, H, W): three numbers for each pixel."""
    seen = inputs.usual(look)
    for name, given in inputs.usual_shapes(look).items():
        output = seen.branch(name)
        wanted = [len(given), CLASSES, *given.shape[2:]]
        require(output.flag("is_tensor"), say("forward returned a {kind}.", kind=output.text("type")),
                expected=say("a tensor"))
        shape = output.items("shape")
        require(shape == wanted, say("An input of {given} gave {shape}.", given=shape_text(given.shape),
                                     shape=shape_text(shape)), expected=say("{shape}", shape=shape_text(wanted)))


def test_any_size(look):
    """The output has the input's height and width, whatever these are: odd ones too."""
    seen = inputs.any_size(look)
    seen.raised()
    for size in inputs.SIZES:
        name = inputs.size_name(size)
        if error := seen.error(name):
            raise Failed(observed=say("A slice of {size} raises {type}: {message}", size=name,
                                      type=str(error.get("type"))[:80], message=str(error.get("message"))[:200]),
                         help=say("Upsample to the skip's own size: F.interpolate(x, size=skip.shape[2:])."))
        shape = seen.branch(name).items("shape")
        require(shape[-2:] == list(size), say("A slice of {size} gave {shape}.", size=name, shape=shape_text(shape)),
                expected=say("{size}", size=name), help=say(
                    "Upsample to the skip's own size: F.interpolate(x, size=skip.shape[2:])."))


def test_logits(look):
    """The outputs are logits: nothing at the end bounds them or makes them add up to 1."""
    seen = inputs.observed(look, "driven")
    seen["loud"], seen["negated"]
    if "up" not in seen or "down" not in seen:  # no gradient: `learnable` charges
        values = np.concatenate([seen.array(name).ravel() for name in ("loud", "negated")])
        require(values.min() < -FAR and values.max() > FAR, say(
            "With large weights the outputs reach from {low} to {high}.", low=short(values.min()),
            high=short(values.max())), help=_END)
        return
    for suffix, mode in (("", say("training mode")), (" evaluated", say("evaluation mode"))):
        names = [f"up{suffix}", f"down{suffix}", *(() if suffix else ("loud", "negated"))]
        if names[0] not in seen or names[1] not in seen:
            continue  # `repeatable` says what goes wrong in evaluation mode
        values = np.concatenate([seen.array(name).ravel() for name in names])
        require(values.min() < -FAR and values.max() > FAR, say(
            "Trained to be as small and as large as they can, the outputs reach from {low} to {high} in {mode}.",
            low=short(values.min()), high=short(values.max()), mode=mode), help=_END)


_END = say("The last layer is a convolution, with nothing behind it: the softmax is part of the loss.")


def test_skips(look):
    """Skip connections at every level: what the encoder saw reaches the output without going through a smaller map."""
    seen = inputs.observed(look, "passed")
    whole = seen.number("whole")
    need(whole > 0, say("The output is the same whatever comes in."))
    levels, changes = seen.items("levels"), seen.items("changes")
    height, width = seen.items("full")
    for level, change in [*zip(levels, changes)][:-1] or [*zip(levels, changes)]:
        require(float(change) > SLIGHTEST * whole, say(
            "Features of {h}x{w} do not reach the output unless they go through a smaller map.",
            h=height >> level, w=width >> level), help=say(
            "Keep the encoder's features from before the pooling, and torch.cat them to the upsampled ones."))


def test_shrinks(look):
    """The encoder's features shrink to H/4 or less on the way."""
    seen = inputs.observed(look, "passed")
    height, width = seen.items("input_size")
    sizes = [size for size in seen.items("sizes") if min(size) > 1]
    need(sizes, say("No feature map was seen."))
    smallest = min(sizes, key=lambda size: max(size[0] / height, size[1] / width))
    largest = max(size[0] for size in sizes)
    # With a border put around the slice, as valid convolutions need it, maps are larger by that border.
    bordered = 4 * smallest[0] <= largest and all(3 * small <= full for small, full in zip(smallest, (height, width)))
    require(bordered or 4 * smallest[0] <= height and 4 * smallest[1] <= width, say(
        "For an input of {h}x{w} the smallest feature map is {a}x{b}.", h=height, w=width,
        a=smallest[0], b=smallest[1]), expected=say("{a}x{b} or smaller", a=height // 4, b=width // 4),
        help=say("Two max poolings make each side a quarter as long."))


def test_context(look):
    """Through the smallest maps each pixel's logits follow the picture far around it, twelve pixels away and more."""
    seen = inputs.reach(look)
    whole = seen.number("whole")
    need(whole > 0, say("The output is the same whatever comes in."))
    if _shrinks_little(look):
        return
    for side, words in (("above", say("above")), ("below", say("below")), ("left", say("to the left")),
                        ("right", say("to the right"))):
        require(seen.number(side) > SLIGHTEST * whole, say(
            "The logits in the middle stay the same when the picture changes more than {n} pixels {side}.",
            n=inputs.DISTANCE, side=words), help=say(
            "The features of the smallest level must be upsampled and used."))
    passed = inputs.observed(look, "passed")
    require(float(passed.items("changes")[-1]) > 0, say(
        "The features of the smallest level do not reach the output."), help=say(
        "The features of the smallest level must be upsampled and used."))


def _shrinks_little(look) -> bool:
    """Whether `shrinks` charges already: without small maps there is no wide view."""
    try:
        test_shrinks(look)
    except (Failed, NotJudged):
        return True
    return False


def test_learnable(look):
    """Every layer can learn: its weights are parameters of the network, and gradients reach them."""
    seen = inputs.observed(look, "learning")
    weights = seen.branches("weights")
    require(seen.flag("requires_grad"), say("The output carries no gradient."),
            help=say("Look for torch.no_grad(), .detach(), .data or numpy inside the network."))
    hidden = seen.items("unregistered")
    require(not hidden, say("{n} weights take part that parameters() does not list.", n=len(hidden)), help=say(
        "Make the layers in __init__ and keep them as attributes, in nn.Sequential or nn.ModuleList: a plain list "
        "hides them."))
    require(not seen.flag("rebuilt"), say("The network makes new layers at each call."),
            help=say("Make the layers once, in __init__."))
    require(seen.count("parameters") > 0, say("The network has no parameters."))
    require(seen.count("late") <= 0, say("{n} weights are made when the network is first called.",
            n=seen.count("late")), help=say(
        "An optimizer that is made before does not know them. Make the layers in __init__."))
    for weight in weights:
        if not weight.flag("used"):
            continue  # such as a bias before a normalisation: the output does not depend on it
        name, gradient = weight.text("name"), weight["gradient"]
        require(not weight.flag("frozen"), say("{name} is frozen (requires_grad=False).", name=name))
        require(gradient is not None and float(gradient) > 0 or len(weight.items("shape")) < 2,
                say("No gradient reaches {name}.", name=name),
                help=say("Look for .detach() or torch.no_grad() between this layer and the output."))


def test_repeatable(look):
    """In evaluation mode the same slice has the same logits every time, alone or in a batch, and stays as it is."""
    seen = inputs.observed(look, "repeated")
    once, twice = seen.array("once"), seen.array("twice")
    need(np.isfinite(once).all(), say("The outputs are not finite."))
    scale = max(float(np.abs(once).max()), 1e-6)
    require(seen.flag("stays"), say(
        "In evaluation mode a call changed running statistics or went back to training mode."))
    hidden = _hidden(look)
    require(hidden or once.shape == twice.shape and np.abs(once - twice).max() <= ALIKE * scale, say(
        "In evaluation mode the same input gave two different outputs."), help=say(
        "Random layers must follow the mode: nn.Dropout does, F.dropout needs training=self.training."))
    require(seen.flag("kept"), say("A call changed its input in place."), help=say(
        "Compute new tensors, or clone() first."))
    if hidden:
        return  # what parameters() does not list is not switched to evaluation mode either: `learnable` charges
    alone = seen.array("alone")
    require(alone.shape != once[:1].shape or close(alone / scale, once[:1] / scale, 0, 1e-3), say(
        "In evaluation mode a slice's logits depend on the other slices of its batch."))
    if error := seen.error("again"):
        raise Failed(observed=say("The first one works, a second one raises {type}: {message}",
                                  type=str(error.get("type"))[:80], message=str(error.get("message"))[:200]),
                     help=_AGAIN)
    require(close(seen.array("again") / scale, once / scale, 0, 1e-3), say(
        "A second one with the same weights gave another output."), help=_AGAIN)


def _hidden(look) -> bool:
    """Whether layers take part that the network does not know as its own, or are made at each call."""
    try:
        seen = inputs.observed(look, "learning")
        return bool(seen.items("unregistered")) or seen.flag("rebuilt")
    except (Failed, NotJudged):  # charged by `learnable`
        return False


_AGAIN = say("Do not change lists of the class or the module while a network is built: the next one finds them "
             "changed.")
