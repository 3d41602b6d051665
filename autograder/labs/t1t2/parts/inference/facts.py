"""What translate did with G and its output, and what the figure shows."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.t1t2.parts.inference import inputs

LUMINANCE = np.array([0.299, 0.587, 0.114])


def modes(part: str, look) -> Iterator[Fact]:
    seen = inputs.translated(look)
    yield from errors(seen, "result")
    calls = seen.branches("calls")
    yield "calls", str(min(len(calls), 3))
    yield "training", [call.flag("training") for call in calls[:3]]
    yield "graph", [call.flag("graph") for call in calls[:3]]
    yield "left training", seen.flag("left_training")
    before, after = seen.array("before", 1), seen.array("after", 1)
    yield "changed", before.shape != after.shape or not np.array_equal(before, after)


def results(part: str, look) -> Iterator[Fact]:
    yield "single shape", [str(size) for size in inputs.translated(look).branch("single").items("shape")]
    result = inputs.translated(look).branch("result")
    yield "result", result.text("type")
    shape = result.items("shape")
    yield "result shape", [str(size) for size in shape]
    found = result.array("array").ravel()
    t1 = inputs.t1_slice(look).astype(float)
    views = {**inputs.predictions(look), "t1": t1}
    wanted = views["eval"].ravel()
    for name, view in views.items():
        view = view.ravel()[:found.size] if found.size < view.size else view.ravel()
        if found.size == view.size:
            slope, offset = np.polyfit(view, found, 1)
            if np.abs(slope * view + offset - found).max() < 2e-3 * np.abs(slope):
                yield f"result by {name}", [slope, offset]
            elif abs(np.corrcoef(view, found)[0, 1]) > 0.999:
                yield f"result nearly by {name}", "rounded"
    if found.size == wanted.size:
        yield "cut at 0", bool(found.min() > -1e-6 and np.abs(found - np.clip(wanted, 0, 1)).max() < 1e-3)
    yield "lowest", "negative" if found.min() < -0.01 else "not negative"
    yield "highest", "large" if found.max() > 2 else "small"


def figures(part: str, look) -> Iterator[Fact]:
    seen = inputs.compared(look)
    yield from errors(seen, "kind")
    yield "kind", seen.text("kind")
    yield "opened", str(min(seen.count("opened"), 4))
    yield "drawn", "panels" in seen


def panels(part: str, look) -> Iterator[Fact]:
    found = inputs.shown_panels(look)
    yield "panels", str(len(found))
    yield "cut at 0", any(inputs.cut_at_zero(look, panel) for panel in found)
    yield "elsewhere", str(min(len(inputs.compared(look).items("elsewhere")), 3))
    for index, panel in enumerate(found[:4] if len(found) >= 3 else []):  # which are left out is a matter of style
        likeness = inputs.likeness_of(look, panel)
        name = inputs.best(likeness)
        yield f"panel {index}", str(name)
        if name:
            yield f"panel {index} negative", likeness[name] < 0
        picture = panel.array("picture", 3)
        colour = picture.max(-1) - picture.min(-1)
        yield f"panel {index} colour", bool(colour.mean() >= inputs.COLOUR)
        if colour.mean() >= inputs.COLOUR:  # which map: its colour where the slice is dark, a frame's lines aside
            pixels = picture.reshape(-1, 3)
            dark = pixels[np.argsort(pixels @ LUMINANCE)[len(pixels) // 20]]
            yield f"panel {index} dark", ["high" if value > 0.4 else "some" if value > 0.1 else "no" for value in dark]
        words = " ".join(str(word) for word in panel.items("words")).lower()
        yield f"panel {index} words", bool(words)
        claimed = inputs.claimed_panels(words)
        yield f"panel {index} claims", sorted(claimed) if claimed else "open"


FACTS = (modes, results, figures, panels)
