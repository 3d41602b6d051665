"""What segment did with the model and its output, and what the figure shows."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.segmentation.parts.inference import inputs


def modes(part: str, look) -> Iterator[Fact]:
    """How the model was called, and what that changed."""
    seen = inputs.segmented(look)
    yield from errors(seen, "result")
    calls = seen.branches("calls")
    yield "calls", str(min(len(calls), 3))
    yield "training", [call.flag("training") for call in calls[:3]]
    yield "graph", [call.flag("graph") for call in calls[:3]]
    before, after = seen.branch("before"), seen.branch("after")
    for name in ("weights", "statistics", "learnable"):
        yield f"changed {name}", not np.array_equal(before.array(name, 1), after.array(name, 1))


def results(part: str, look) -> Iterator[Fact]:
    """What was returned instead of classes."""
    seen = inputs.segmented(look)
    yield "single shape", [str(size) for size in seen.branch("single").items("shape")]
    result = seen.branch("result")
    yield "result", f"{result.text('type')} {result.text('dtype')}"
    yield "result shape", [str(size) for size in result.items("shape")]
    found = result.array("array")
    yield "whole numbers", bool((found == np.round(found)).all())
    yield "range", [str(round(float(found.min()), 1)), str(round(float(found.max()), 1))]
    flat = found.reshape(found.shape[0], -1)
    for name, wanted in inputs.logits(look).items():
        for answer, classes in _answers(wanted).items():
            if flat.size == classes.size and (np.round(flat) == classes.reshape(flat.shape)).mean() > 0.99:
                yield f"result by {name}", answer


def _answers(logits: np.ndarray) -> dict[str, np.ndarray]:
    """Class maps that people make of logits (N, 3, H, W)."""
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    return {"argmax": logits.argmax(1), "argmin": logits.argmin(1), "argmax of foreground": logits[:, 1:].argmax(1),
            "foreground counted from 1": logits[:, 1:].argmax(1) + 1, "threshold": (shares[:, 1:] > 0.5).argmax(1),
            "any foreground": (logits.argmax(1) > 0).astype(int),
            "shares": np.round(shares), "logits": np.round(logits),
            "thresholded shares": sum(label * (shares[:, label] > 0.5) for label in (1, 2)),
            "positive logits": sum(label * (logits[:, label] > 0) for label in (1, 2))}


def figures(part: str, look) -> Iterator[Fact]:
    """What was drawn, and how."""
    seen = inputs.overlaid(look)
    yield from errors(seen, "kind", "empty")
    yield "kind", seen.text("kind")
    yield "drawn", "panels" in seen
    yield "panels", str(min(len(seen.items("panels")), 4))
    yield "entries", str(min(len(seen.items("entries")), 4))
    yield "named", [str(label) for entry in seen.branches("entries") for label in inputs.named(entry.text("text"))]
    yield "keys", bool(seen.items("keys"))
    view = inputs.overlay(look)
    yield "grey", view.grey
    yield "negative", view.negative
    yield "untouched", view.untouched
    yield "veil", view.background.coloured
    yield "shown", view.shown
    yield "apart", view.apart
    yield "seen through", view.seen_through


FACTS = (modes, results, figures)
