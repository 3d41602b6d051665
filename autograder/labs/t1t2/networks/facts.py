"""How a generator or a discriminator differs from what it should be, in whatever style it is written."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.t1t2.networks import rules


def shapes(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.shapes")
    for key in ("batch", "single"):
        yield from errors(seen, key)
        record = seen.branch(key)
        yield f"{key} kind", record.text("type")
        full = record.items("given")[-1]
        yield f"{key} shape", [_size(size, full) for size in record.items("shape")]


def _size(size: int, full: int) -> str:
    """A side by what it is of the input's, so that all networks with one slip too many halvings look alike."""
    if size <= 3:
        return str(size)
    return next((name for name, value in (("double", 2 * full), ("whole", full), ("half", full // 2)) if size == value),
                "near" if abs(size - full) < 12 else "less" if size < full else "more")


def build(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.build")
    yield from errors(seen, "is_module")
    yield "module", [seen.flag("is_module"), seen.text("type") if not seen.flag("is_module") else ""]


def bounds(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.driven")
    yield from errors(seen, "base")
    values = rules.outputs(seen)
    low, high = (-1.0, 1.0) if part == "generator" else (0.0, 1.0)
    lowest, highest = float(values.min()), float(values.max())
    growing = "louder" in seen and np.abs(seen.array("louder")).max() > 1.5 * np.abs(seen.array("loud")).max()
    for name, value, beyond in (("lowest", lowest, lowest < low - 0.01), ("highest", highest, highest > high + 0.01)):
        yield name, "unbounded" if beyond and growing else _bound(value)
    yield "below", bool(lowest < low - 0.01)
    yield "above", bool(highest > high + 0.01)
    if "evaluated" in seen:
        evaluated = seen.array("evaluated")
        yield "bounded when evaluated", bool(evaluated.min() >= low - 0.01 and evaluated.max() <= high + 0.01)
    yield "one side when evaluated", bool(rules.one_sided(seen, low, high))
    yield "faint", [float(np.median(seen.array("faint")))]
    yield "finite", bool(np.isfinite(values).all())
    for name in ("mid", "loud"):
        if name in seen:
            array = seen.array(name)
            yield f"{name} on bounds", any((np.abs(array - bound) < 1e-7).mean() > rules.ON_BOUND
                                           for bound in (low, high))
    if "mid" in seen:
        yield "mid two values", bool(len(np.unique(seen.array("mid"))) <= 3)


def _bound(value: float) -> str:
    """A bound that people write into code, else the word."""
    for nice in (-2, -1, -0.5, 0, 0.1, 0.2, 0.5, 0.731, 0.9, 1, 2, 255):
        if abs(value - nice) < 0.012 * max(1, abs(nice)):
            return f"{nice:g}"
    return "other"


def traced(part: str, look) -> Iterator[Fact]:
    seen = look("generator.traced")
    height = int(seen.items("input_size")[0])
    sizes = [size for size in seen.items("sizes") if min(size) > 1]
    yield "smallest", min(height // min(max(size) for size in sizes), 4) if sizes else "none"  # 4 and more are right
    yield "enough layers", seen.count("layers") >= 4


def learning(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.learning")
    yield from errors(seen, "weights")
    yield "graph", seen.flag("requires_grad")
    yield "unregistered", bool(seen.items("unregistered"))
    yield "rebuilt", seen.flag("rebuilt")
    yield "no parameters", seen.count("parameters") == 0
    yield "late", seen.count("late") > 0
    yield "constant layers", _share([flag is True for flag in seen.items("learnable")], False)
    weights = [weight for weight in seen.branches("weights") if len(weight.items("shape")) > 1]
    for name, flags in (("frozen", [weight.flag("frozen") for weight in weights]),
                        ("used", [weight.flag("used") for weight in weights]),
                        ("reached", [weight["gradient"] is not None and float(weight["gradient"]) > 0
                                     for weight in weights])):
        yield name, _share(flags, True)
        if any(flags) and not all(flags):
            yield f"{name} where", ["first" if flags[0] else "", "last" if flags[-1] else ""]


def _share(flags: list[bool], wanted: bool) -> str:
    hits = [flag is wanted for flag in flags]
    return "all" if all(hits) and (hits or wanted) else "some" if any(hits) else "none"


def repeated(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.repeated")
    yield from errors(seen, "once")
    yield "stays", seen.flag("stays")
    once, twice = seen.array("once"), seen.array("twice")
    yield "same twice", bool(np.array_equal(once, twice))
    yield "alike", bool(np.corrcoef(once.ravel(), twice.ravel())[0, 1] > 0.5)


def linear(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.superposed")
    a, b, both, nothing = (seen.array(name) for name in ("a", "b", "both", "nothing"))
    view = np.arctanh if part == "generator" else lambda p: np.log(p) - np.log1p(-p)
    one, two, three, zero = map(view, (a, b, both, nothing))
    size = np.abs(one - zero).max() + np.abs(two - zero).max()
    yield "linear", bool(np.abs(three - one - two + zero).max() / size < 1e-3)


def influence(part: str, look) -> Iterator[Fact]:
    seen = look(f"{part}.influence")
    yield from errors(seen, "inputs" if part == "generator" else "cells")
    if part == "generator":
        for key in ("inputs", "outputs"):
            share = float((seen.array(key, 2) > 0).mean())
            yield f"{key} moved", "all" if share == 1 else "none" if share == 0 else "some"
        return
    yield "random", seen.count("seeds") > 1
    cells = seen.array("cells", 4)
    for side, name in enumerate(("T1", "T2")):
        yield f"{name} seen", bool(cells[:, side].sum() > 0)
        share = float((seen.array("all", 4)[0, side] > 0).mean())
        yield f"{name} regions", "all" if share == 1 else "none" if share == 0 else "some"
        moved = cells[4:, side].sum((-1, -2)) > 0
        yield f"{name} cells", "all" if moved.all() else "some" if moved.any() else "none"
    base, swapped = (np.asarray(value, float) for value in seen.items("swapped"))
    yield "symmetric", bool(base.shape == swapped.shape and np.abs(base - swapped).max() < 1e-6)
    apart, together = (float(np.abs(np.asarray(value, float) - base).max()) for value in seen.items("shifted"))
    yield "sum only", bool(apart < 1e-3 * together)
    yield "difference only", bool(together < 1e-3 * apart)


FACTS = (build, shapes, bounds, traced, learning, repeated, linear, influence)
