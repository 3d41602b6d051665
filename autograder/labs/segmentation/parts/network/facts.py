"""How a UNet differs from what it should be, in whatever style it is written."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.segmentation.parts.network import inputs


def build(part: str, look) -> Iterator[Fact]:
    seen = look("network.build")
    yield from errors(seen, "is_module")
    yield "module", [seen.flag("is_module"), seen.text("type") if not seen.flag("is_module") else ""]


def shapes(part: str, look) -> Iterator[Fact]:
    seen = inputs.usual(look)
    for name, given in inputs.usual_shapes(look).items():
        yield from errors(seen, name)
        record = seen.branch(name)
        yield f"{name} kind", record.text("type")
        yield f"{name} shape", [_side(size, given.shape[2]) for size in record.items("shape")]


def sizes(part: str, look) -> Iterator[Fact]:
    seen = inputs.any_size(look)
    for size in inputs.SIZES:
        name = inputs.size_name(size)
        yield from errors(seen, name)
        if name in seen:
            yield f"{name} kept", seen.branch(name).items("shape")[-2:] == list(size)


def _side(size: int, full: int) -> str:
    """A side by what it is of the input's, so that networks of unlike depth look alike."""
    if size <= 4:
        return str(size)
    return next((name for name, value in (("whole", full), ("half", full // 2), ("double", 2 * full)) if size == value),
                "less" if size < full else "more")


def ends(part: str, look) -> Iterator[Fact]:
    """What lies behind the last convolution, by where the outputs stop."""
    seen = inputs.observed(look, "driven")
    yield from errors(seen, "up")
    for name in ("up", "down", "up evaluated", "down evaluated"):
        if name in seen:
            values = seen.array(name)
            middle = float(np.median(values))
            yield name, "far" if abs(middle) > 20 else round(middle) if abs(middle) > 2 else f"{middle:.1f}"
            yield f"{name} adds up to one", bool(np.allclose(values.sum(1), 1, atol=1e-3))
    for name in ("loud", "negated"):
        values = seen.array(name)
        yield f"{name} above", bool(values.max() > 1.5)
        yield f"{name} below", bool(values.min() < -1.5)


def levels(part: str, look) -> Iterator[Fact]:
    seen = inputs.observed(look, "passed")
    yield from errors(seen, "whole")
    whole = seen.number("whole")
    yield "changes with the input", whole > 0
    for level, change in zip(seen.items("levels"), seen.items("changes")):
        yield f"level {level}", bool(float(change) > 1e-7 * whole)
    height = seen.items("input_size")[0]
    yield "smallest", min(height // min(max(size) for size in seen.items("sizes")), 4)  # 4 and more are right


def context(part: str, look) -> Iterator[Fact]:
    seen = inputs.reach(look)
    yield "sides seen", sum(seen.number(side) > 0 for side in ("above", "below", "left", "right"))


def learning(part: str, look) -> Iterator[Fact]:
    seen = inputs.observed(look, "learning")
    yield from errors(seen, "weights")
    yield "graph", seen.flag("requires_grad")
    yield "unregistered", bool(seen.items("unregistered"))
    yield "rebuilt", seen.flag("rebuilt")
    yield "no parameters", seen.count("parameters") == 0
    yield "late", seen.count("late") > 0
    weights = [weight for weight in seen.branches("weights") if len(weight.items("shape")) > 1]
    for name, flags in (("frozen", [weight.flag("frozen") for weight in weights]),
                        ("used", [weight.flag("used") for weight in weights]),
                        ("reached", [bool(weight["gradient"]) for weight in weights])):
        yield name, "all" if all(flags) else "some" if any(flags) else "none"
        if any(flags) and not all(flags):
            yield f"{name} where", ["first" if flags[0] else "", "last" if flags[-1] else ""]


def repeated(part: str, look) -> Iterator[Fact]:
    seen = inputs.observed(look, "repeated")
    yield from errors(seen, "once", "again")
    yield "stays", seen.flag("stays")
    yield "kept", seen.flag("kept")
    once = seen.array("once")
    yield "same twice", bool(np.array_equal(once, seen.array("twice")))
    yield "same alone", bool(np.allclose(once[:1], seen.array("alone"), atol=1e-3 * np.abs(once).max()))


FACTS = (build, shapes, sizes, ends, levels, context, learning, repeated)
