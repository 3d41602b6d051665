"""Checks of the bonus part `inference`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from autograder.grading.observations import Observations, close, need, require, shape_text
from autograder.i18n.messages import say
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.networks.rules import slices

SHAPE = (2, 1, 16, 16)
MEAN, VARIANCE, WEIGHT = 0.4, 0.3, 0.8
LIKE = 0.9
# A panel that is seen with its frame is a little less like its slice, and clearly more so than like the others.
NEARLY_LIKE, APART = 0.8, 0.1
COLOUR = 0.03
LEVELS = 32  # of grey, for what a colour map makes of them


def _t1(look) -> np.ndarray:
    return look.rng("inference.t1").uniform(-1, 0.5, SHAPE).astype(np.float32)


def _translated(look) -> Observations:
    return look("inference.translated", lambda: {
        "t1": _t1(look), "mean": MEAN, "variance": VARIANCE, "weight": WEIGHT})


def _predictions(look) -> dict[str, np.ndarray]:
    """What the probe predicts in evaluation mode and in training mode."""
    t1 = _t1(look).astype(float)
    return {"eval": np.tanh(WEIGHT * closed_form.batch_norm(t1, MEAN, VARIANCE)),
            "train": np.tanh(WEIGHT * closed_form.batch_norm(t1, t1.mean(), t1.var()))}


def test_translates(look):
    """translate(G, t1) returns what G predicts: a tensor of t1's shape, unchanged."""
    result = _translated(look).branch("result")
    require(result.flag("is_tensor"), say("translate returned a {kind}.", kind=result.text("type")),
            expected=say("a tensor"))
    shape = result.items("shape")
    require(shape == list(SHAPE), say("For t1 of {wanted} the result has shape {shape}.",
                                      wanted=shape_text(SHAPE), shape=shape_text(shape)),
            expected=say("{shape}", shape=shape_text(SHAPE)))
    single, wanted = _translated(look).branch("single").items("shape"), [1, *SHAPE[1:]]
    require(single == wanted, say("For t1 of {wanted} the result has shape {shape}.",
                                  wanted=shape_text(wanted), shape=shape_text(single)),
            expected=say("{shape}", shape=shape_text(wanted)))
    found = result.array("array")
    require(any(close(found, value, 1e-3, 1e-4) for value in _predictions(look).values()), say(
        "The result is not what G puts out."),
        help=say("Return G's output as it is; scale it for display only."))


def test_eval_mode(look):
    """translate runs G in evaluation mode: running statistics are used, dropout is off."""
    seen = _translated(look)
    seen["result"]
    calls = seen.branches("calls")
    require(calls, say("G was never called."))
    require(not any(call.flag("training") for call in calls), say("G was run in training mode."),
            help=say("Call G.eval() before G(t1)."))


def test_no_graph(look):
    """translate builds no autograd graph."""
    seen = _translated(look)
    result, calls = seen.branch("result"), seen.branches("calls")
    require(calls, say("G was never called."))
    require(not any(call.flag("graph") for call in calls), say("G's output carries a graph."),
            help=say("Call G inside `with torch.no_grad():`; detach() afterwards is too late."))
    require(not ("graph" in result and result.flag("graph")), say("The result requires a gradient."))


def test_changes_nothing(look):
    """translate changes no weight and no running statistic of G, and leaves t1 as it was."""
    seen = _translated(look)
    seen["result"]
    require(seen.items("calls"), say("G was never called."))
    before, after = seen.array("before", 1), seen.array("after", 1)
    require(np.array_equal(before, after), say("Weights or running statistics of G have changed."),
            help=say("In training mode every call updates the statistics of batch normalisation."))
    require(seen.flag("kept"), say("t1 was changed in place."), help=say("Compute new tensors, or clone() first."))


def _pictures(look) -> dict[str, np.ndarray]:
    """Three slices that can't be confused: T1 and T2 of one head, and another head as the fake."""
    return _drawn(*_seeds(look))


def _seeds(look) -> tuple[int, int]:
    return tuple(map(int, look.rng("inference.slices").integers(2**31, size=2)))


@lru_cache(maxsize=2)
def _drawn(head: int, other: int) -> dict[str, np.ndarray]:
    (t1, t2), (_, fake) = slices(head, 256), slices(other, 256)
    return {"t1": t1[:1], "fake_t2": np.clip(fake[:1, :, ::-1], -1, 1).copy(), "t2": t2[:1]}


@lru_cache(maxsize=2)
def _smaller(head: int, other: int, size: int) -> dict[str, np.ndarray]:
    """The slices as a panel of this size shows them, flat."""
    step = 256 // size
    return {name: value[0, 0].reshape(size, step, size, step).mean((1, 3)).ravel()
            for name, value in _drawn(head, other).items()}


@lru_cache(maxsize=2)
def _directions(head: int, other: int, size: int) -> np.ndarray:
    return np.stack([_direction(small) for small in _smaller(head, other, size).values()])


def _direction(values: np.ndarray) -> np.ndarray:
    """Centred and of length 1: the product of two such is their correlation."""
    centred = values - values.mean()
    return centred / np.linalg.norm(centred)


def _compared(look) -> Observations:
    return look("inference.compared", lambda: _pictures(look))


def _panels(look) -> list[Observations]:
    """The panels in reading order: rows from the top, each from the left."""
    seen = _compared(look)
    seen["kind"]
    need("panels" in seen, say("Nothing was drawn."))
    panels = seen.branches("panels")
    boxes = [[float(np.asarray(edge)) for edge in panel.items("box")] for panel in panels]
    height = max((top - bottom for _, bottom, _, top in boxes), default=1.0)
    rows = sorted(range(len(panels)), key=lambda index: (
        -round(boxes[index][1] / max(height, 1.0)), boxes[index][0]))
    return [panels[index] for index in rows]


def _likeness(look, panel: Observations) -> dict[str, float]:
    """Correlation of a panel with each of the three slices; of one in colour, what any colour map explains."""
    picture = panel.array("picture", 3)
    grey, of_this_size = picture.mean(-1).ravel(), (*_seeds(look), picture.shape[0])
    candidates = _smaller(*of_this_size)
    if grey.std() < 1e-6:
        return dict.fromkeys(candidates, 0.0)
    if _colour(picture) < COLOUR:
        return dict(zip(candidates, map(float, _directions(*of_this_size) @ _direction(grey))))
    return {name: _explained(picture.reshape(-1, 3), small) for name, small in candidates.items()}


def _colour(picture: np.ndarray) -> float:
    return float((picture.max(-1) - picture.min(-1)).mean())


def _explained(colours: np.ndarray, levels: np.ndarray) -> float:
    """The correlation ratio: how far the colours (n, 3) follow from the slice's grey levels (n,), whatever the map."""
    places = np.digitize(levels, np.quantile(levels, np.linspace(0, 1, LEVELS + 1)[1:-1]))
    sums = np.stack([np.bincount(places, channel, LEVELS) for channel in colours.T])
    between = (sums**2 / np.maximum(np.bincount(places, minlength=LEVELS), 1)).sum() - len(colours) * (
        colours.mean(0)**2).sum()
    return float(np.sqrt(between / (len(colours) * colours.var(0).sum())))


def _best(likeness: dict[str, float]) -> str | None:
    name, *others = sorted(likeness, key=lambda key: -abs(likeness[key]))
    found, second = abs(likeness[name]), abs(likeness[others[0]])
    return name if found > LIKE or (found > NEARLY_LIKE and found - second > APART) else None


def test_figure(look):
    """show_comparison returns one matplotlib Figure and leaves the slices as they were."""
    seen = _compared(look)
    require(seen.flag("is_figure"), say("show_comparison returned a {kind}.", kind=seen.text("kind")),
            expected=say("a matplotlib Figure"), help=say("End with `return fig`."))
    require(seen.flag("kept"), say("The slices were changed in place."), help=say(
        "Scale copies for display: t1 * 0.5 + 0.5 makes a new tensor, t1.mul_(0.5) does not."))


def test_three_panels(look):
    """The figure has three panels, each with one slice."""
    panels = _panels(look)
    require(len(panels) == 3, say("{n} panels were drawn.", n=len(panels)), expected=say("3"))


def test_panel_order(look):
    """The panels show T1, the generated T2 and the real T2, in this order."""
    panels = _panels(look)
    need(len(panels) >= 2, say("There are no panels to compare."))
    names = {"t1": "T1", "fake_t2": say("generated T2"), "t2": say("real T2"), None: "?"}
    found = [_best(_likeness(look, panel)) for panel in panels]
    # A missing or an extra panel is charged by another check; the order of the rest counts here.
    wanted = ["t1", "fake_t2", "t2"]
    require(found[:3] == wanted[:len(found)] or (len(found) == 2 and None not in found
            and found == [name for name in wanted if name in found]), say(
        "The panels show: {first}, {second}, {third}.", first=names[found[0]],
        second=names[found[1]], third=names[found[2]] if len(found) > 2 else "-"),
        expected=say("T1, generated T2, real T2"))


def test_greyscale(look):
    """Slices are shown in grey, bright where their values are high."""
    panels = _panels(look)
    need(panels, say("There are no panels to look at."))
    for panel in panels:
        picture = panel.array("picture", 3)
        require(_colour(picture) < COLOUR, say("A panel is in colour."), help=say(
            "By default imshow draws in colours: pass cmap=\"gray\"."))
        likeness = _likeness(look, panel)
        name = _best(likeness)
        require(name is None or likeness[name] > 0, say("A panel is shown as a negative."))


def test_titles(look):
    """Each panel has a title or a caption, the right one."""
    panels = _panels(look)
    need(panels, say("There are no panels to look at."))
    named = sum(bool(panel.items("words")) for panel in panels)
    require(named == len(panels) or len(_compared(look).items("elsewhere")) >= len(panels), say(
        "{named} of {all} panels have a title.", named=named, all=len(panels)))
    for panel in panels:
        words = " ".join(str(word) for word in panel.items("words")).lower()
        shown, claimed = _best(_likeness(look, panel)), _claimed(words)
        require(shown is None or claimed is None or shown in claimed, say(
            "The panel titled \"{title}\" shows another slice.", title=words[:60]))


WORDS = {"fake_t2": ("fake", "gener", "synth", "pred", "生成", "合成", "预测"),
         "t2": ("real", "true", "truth", "target", "真实", "目标", "实际")}


# A title that says nothing but "T1" in some way; "G(t1)" or "T2 from T1" name another slice.
ONLY_T1 = re.compile(r"[\W\d_]*(input|source|real|original|true|输入|原始|真实|源)?[\W_]*t1([\W_]*(weighted|image|"
                     r"slice|mri|mr|input|w|real|加权|图像|切片|输入|原图|图))*[\W_]*")


def _claimed(words: str) -> set[str] | None:
    """The slices that a title may stand for; None where its words leave it open."""
    if "t2" not in words:
        return {"t1"} if ONLY_T1.fullmatch(words) else None
    said = {name for name, hints in WORDS.items() if any(hint in words for hint in hints)}
    return said if len(said) == 1 else None
