"""Checks of the bonus part `inference`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import close, need, require, shape_text
from autograder.i18n.messages import say
from autograder.labs.t1t2.parts.inference.inputs import (
    COLOUR,
    SHAPE,
    best,
    claimed_panels,
    colour_of,
    compared,
    cut_at_zero,
    likeness_of,
    predictions,
    shown_panels,
    translated,
)

NAMES = {"t1": "T1", "fake_t2": say("generated T2"), "t2": say("real T2")}


def test_translates(look):
    """translate(G, t1) returns what G predicts: a tensor of t1's shape, unchanged."""
    result = translated(look).branch("result")
    require(result.flag("is_tensor"), say("translate returned a {kind}.", kind=result.text("type")),
            expected=say("a tensor"))
    shape = result.items("shape")
    require(shape == list(SHAPE), say("For t1 of {wanted} the result has shape {shape}.",
                                      wanted=shape_text(SHAPE), shape=shape_text(shape)),
            expected=say("{shape}", shape=shape_text(SHAPE)))
    single, wanted = translated(look).branch("single").items("shape"), [1, *SHAPE[1:]]
    require(single == wanted, say("For t1 of {wanted} the result has shape {shape}.",
                                  wanted=shape_text(wanted), shape=shape_text(single)),
            expected=say("{shape}", shape=shape_text(wanted)))
    found = result.array("array")
    if any(close(found, value, 1e-3, 1e-4) for value in predictions(look).values()):
        return
    require(translated(look).items("calls"), say(
        "translate never called the G that it was given: its result is not that G's."),
        help=say("Call the G of the first argument; make or load no other network inside."))
    require(False, say("The result is not what G puts out."),
            help=say("Return G's output as it is; scale it for display only.") if _rescaled(found, look) else None)


def _rescaled(found: np.ndarray, look) -> bool:
    """Whether the result is what G puts out on another scale."""
    return any(found.shape == value.shape and abs(np.corrcoef(found.ravel(), value.ravel())[0, 1]) > 0.999
               for value in predictions(look).values())


def test_eval_mode(look):
    """translate runs G in evaluation mode: running statistics are used, dropout is off."""
    seen = translated(look)
    seen["result"]
    calls = seen.branches("calls")
    require(calls, say("G was never called."))
    require(not any(call.flag("training") for call in calls), say("G was run in training mode."),
            help=say("Call G.eval() before G(t1)."))


def test_no_graph(look):
    """translate builds no autograd graph."""
    seen = translated(look)
    result, calls = seen.branch("result"), seen.branches("calls")
    require(calls, say("G was never called."))
    require(not any(call.flag("graph") for call in calls), say("G's output carries a graph."),
            help=say("Call G inside `with torch.no_grad():`; detach() afterwards is too late."))
    require(not ("graph" in result and result.flag("graph")), say("The result requires a gradient."))


def test_changes_nothing(look):
    """translate changes no weight and no running statistic of G, and leaves t1 as it was."""
    seen = translated(look)
    seen["result"]
    require(seen.items("calls"), say("G was never called."))
    before, after = seen.array("before", 1), seen.array("after", 1)
    require(np.array_equal(before, after), say("Weights or running statistics of G have changed."),
            help=say("In training mode every call updates the statistics of batch normalisation."))
    require(seen.flag("kept"), say("t1 was changed in place."), help=say("Compute new tensors, or clone() first."))


def test_figure(look):
    """show_comparison returns one matplotlib Figure and leaves the slices as they were."""
    seen = compared(look)
    require(seen.flag("is_figure"), say("show_comparison returned a {kind}.", kind=seen.text("kind")),
            expected=say("a matplotlib Figure"), help=say("End with `return fig`."))
    require(seen.flag("kept"), say("The slices were changed in place."), help=say(
        "Scale copies for display: t1 * 0.5 + 0.5 makes a new tensor, t1.mul_(0.5) does not."))


def test_three_panels(look):
    """The figure has three panels, each with one slice."""
    panels = shown_panels(look)
    shown = {best(likeness_of(look, panel)) or cut_at_zero(look, panel) for panel in panels}
    lacking = [name for name in NAMES if name not in shown]
    if len(panels) == 2 and len(lacking) == 1 and None not in shown:
        require(False, say("2 panels were drawn: {name} is not shown.", name=NAMES[lacking[0]]), expected=say("3"))
    require(len(panels) == 3, say("{n} panels were drawn.", n=len(panels)), expected=say("3"))


def test_panel_order(look):
    """The panels show T1, the generated T2 and the real T2, in this order."""
    panels = shown_panels(look)
    need(len(panels) >= 2, say("There are no panels to compare."))
    found = [best(likeness_of(look, panel)) for panel in panels]
    for index, panel in enumerate(panels):
        if cut := cut_at_zero(look, panel):
            require(False, say("Panel {index} shows {name} with everything below 0 in black, as vmin=0 does: its dark "
                               "half is gone.", index=index + 1, name=NAMES[cut]),
                    help=say("Slices lie in [-1, 1]: give imshow the limits of that range, or none."))
    names = {**NAMES, None: say("none of the three slices")}
    # A missing or an extra panel is charged by another check; the order of the rest counts here.
    wanted = ["t1", "fake_t2", "t2"]
    require(found[:3] == wanted[:len(found)] or (len(found) == 2 and None not in found
            and found == [name for name in wanted if name in found]), say(
        "The panels show: {first}, {second}, {third}.", first=names[found[0]],
        second=names[found[1]], third=names[found[2]] if len(found) > 2 else say("nothing")),
        expected=say("T1, generated T2, real T2"))


def test_greyscale(look):
    """Slices are shown in grey, bright where their values are high."""
    panels = shown_panels(look)
    need(panels, say("There are no panels to look at."))
    for panel in panels:
        picture = panel.array("picture", 3)
        require(colour_of(picture) < COLOUR, say("A panel is in colour."), help=say(
            "By default imshow draws in colours: pass cmap=\"gray\"."))
        likeness = likeness_of(look, panel)
        name = best(likeness)
        require(name is None or likeness[name] > 0, say("A panel is shown as a negative."))


def test_titles(look):
    """Each panel has a title or a caption, the right one."""
    panels = shown_panels(look)
    need(panels, say("There are no panels to look at."))
    named = sum(bool(panel.items("words")) for panel in panels)
    require(named == len(panels) or len(compared(look).items("elsewhere")) >= len(panels), say(
        "{named} of {all} panels have a title.", named=named, all=len(panels)))
    for panel in panels:
        words = " ".join(str(word) for word in panel.items("words")).lower()
        shown, claimed = best(likeness_of(look, panel)), claimed_panels(words)
        require(shown is None or claimed is None or shown in claimed, say(
            "The panel titled \"{title}\" shows another slice.", title=words[:60]))


