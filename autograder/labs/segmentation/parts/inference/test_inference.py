"""Checks of the bonus part `inference`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Observations, need, require, shape_text
from autograder.i18n.messages import say
from autograder.labs.segmentation.parts.inference.inputs import (
    NAMES,
    SHAPE,
    legend_colours,
    likeness,
    logits,
    named,
    overlaid,
    overlay,
    segmented,
    share_of_classes,
)
from autograder.labs.segmentation.settings import CLASSES

SAME = 0.999  # of the pixels; the rest may be rounded otherwise
SWAPPED = 0.5


def test_classes(look):
    """segment(model, image) returns the class with the largest logit for each pixel, as int64 (N, H, W)."""
    seen = segmented(look)
    result = seen.branch("result")
    _require_class_shape(result, SHAPE)
    require(result.text("dtype") == "torch.int64", say("The classes have type {dtype}.", dtype=result.text("dtype")),
            expected=say("torch.int64"), help=say("argmax gives int64 by itself."))
    found = result.array("array", 3)
    shares = [share_of_classes(found, wanted) for wanted in logits(look).values()]  # the mode has its own check
    require(max(shares) >= SAME, say("{percent} % of the pixels have the class with the largest logit.",
                                     percent=round(100 * shares[0])), expected=say("100 %"),
            help=say("Take the argmax over the channels, dim=1."))
    _require_class_shape(seen.branch("single"), (1, *SHAPE[1:]))


def _require_class_shape(result: Observations, given: tuple[int, ...]) -> None:
    require(result.flag("is_tensor"), say("segment returned a {kind}.", kind=result.text("type")),
            expected=say("a tensor"))
    wanted = (given[0], *given[2:])
    shape = result.items("shape")
    require(shape == list(wanted), say("For an image of {given} the result has shape {shape}.",
                                       given=shape_text(given), shape=shape_text(shape)),
            expected=say("{shape}", shape=shape_text(wanted)))


def _calls(look) -> list[Observations]:
    seen = segmented(look)
    seen["result"]
    calls = seen.branches("calls")
    require(calls, say("The model was never called."))
    return calls


def test_eval_mode(look):
    """segment runs the model in evaluation mode: running statistics are used, dropout is off."""
    require(not any(call.flag("training") for call in _calls(look)), say("The model was run in training mode."),
            help=say("Call model.eval() before model(image)."))


def test_no_graph(look):
    """segment builds no autograd graph."""
    require(not any(call.flag("graph") for call in _calls(look)), say("The model's output carries a graph."),
            help=say("Call the model inside `with torch.no_grad():`; detach() afterwards is too late."))


def test_changes_nothing(look):
    """segment changes no weight and no running statistic of the model, and leaves the image as it was."""
    seen, calls = segmented(look), _calls(look)
    before, after = seen.branch("before"), seen.branch("after")
    require(np.array_equal(before.array("weights", 1), after.array("weights", 1)),
            say("Weights of the model have changed."))
    require(np.array_equal(before.array("learnable", 1), after.array("learnable", 1)),
            say("Afterwards other weights of the model require gradients."),
            help=say("`with torch.no_grad():` ends by itself; requires_grad_(False) stays."))
    if not any(call.flag("training") for call in calls):  # else they have changed because of the mode
        require(np.array_equal(before.array("statistics", 1), after.array("statistics", 1)),
                say("Running statistics of the model have changed."))
    require(seen.flag("kept"), say("The image was changed in place."),
            help=say("Compute new tensors, or clone() first."))


def test_figure(look):
    """show_overlay returns a matplotlib Figure, for an empty mask too, and leaves slice and mask as they were."""
    seen = overlaid(look)
    require(seen.flag("is_figure"), say("show_overlay returned a {kind}.", kind=seen.text("kind")),
            expected=say("a matplotlib Figure"), help=say("End with `return figure`."))
    require(seen.flag("empty"), say("For an empty mask show_overlay returned no Figure."))
    require(seen.flag("kept"), say("The slice or the mask was changed in place."),
            help=say("Compute new tensors, or clone() first."))


def test_slice_visible(look):
    """The slice is shown in grey, bright where its values are high, and is seen through the classes."""
    view = overlay(look)
    require(not view.negative, say("The slice is shown as a negative."))
    require(view.grey, say("Outside the classes the figure does not show the slice in grey."), help=say(
        "By default imshow draws in colours: pass cmap=\"gray\"."))
    for label, seen in enumerate(view.seen_through, 1):
        require(seen, say("Under the class {name} nothing is seen of the slice.", name=_name(label)),
                help=say("Give the colours an alpha of about 0.5."))


def test_overlay(look):
    """Each of the two foreground classes has a colour of its own where the mask has it, and the background has none."""
    view = overlay(look)
    for label, shown in enumerate(view.shown, 1):
        require(shown, say("The class {name} is not shown where the mask has it.", name=_name(label)))
    require(view.apart, say("Both classes are shown in one colour."))
    if view.grey:  # else it has a check of its own
        require(view.untouched, say("A colour lies over the background, too."), help=say(
            "Where the mask is 0 the overlay should be transparent: np.ma.masked_where(mask == 0, mask)."))


def _name(label: int):
    return (say("ventricle"), say("lesion"))[label - 1]


def test_legend(look):
    """A legend names both classes, in the colours that they have."""
    seen = overlaid(look)
    seen["kind"]
    need("panels" in seen, say("Nothing was drawn."))
    texts = [entry.text("text") for entry in seen.branches("entries")] + [str(text) for text in seen.items("keys")]
    found = {label for text in texts for label in named(text)}
    for label in NAMES:
        require(label in found, say("No legend names the class {name}.", name=_name(label)), help=say(
            "For example axis.legend(handles=[Patch(color=\"red\", label=\"lesion\"), …])."))
    colours, view = legend_colours(look), overlay(look)
    for label, colour in colours.items() if all(view.shown) and view.apart else ():
        other = len(CLASSES) - label
        require(likeness(colour, view.colour(other)) < likeness(colour, view.colour(label)) + SWAPPED, say(
            "The legend gives the class {name} the colour of the other one.", name=_name(label)))
