"""Which losses the observed updates follow, what was called in which order, and what was reported."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors, snap
from autograder.labs.t1t2.parts.training_step import inputs, terms


def _factor(number: float) -> str:
    """Fits are as good as the angles that the checks allow, so a factor is known to some percent."""
    return snap(number, 0.03, 0.04)


def updates_of_G(part: str, look) -> Iterator[Fact]:
    yield from errors(inputs.seen_steps(look), "first")
    for name in ("first", "several"):
        step = inputs.seen_step(look, name)
        update = step.update("G")
        if np.linalg.norm(update) < 1e-9:
            yield f"{name} G", "still"
            continue
        fit = terms.update_of_G(step)
        yield f"{name} G", "other" if fit is None else [str(term) for term in fit.terms]
        if fit:
            factors = list(fit.factors)
            for term, label in zip(fit.terms, ("adversarial", "distance")):
                if term:
                    yield f"{name} G {label}", _factor(factors.pop(0))


def updates_of_D(part: str, look) -> Iterator[Fact]:
    for name in ("first", "several", "strong"):
        step = inputs.seen_step(look, name)
        update = step.update("D")
        if np.linalg.norm(update) < 1e-9:
            yield f"{name} D", "still"
            continue
        fit = terms.update_of_D(step)
        made = None if fit is None else [str(term).replace(", fresh", "") for term in fit.terms]
        yield f"{name} D", made or "other"  # whether a fake with swapped arguments is fresh is a matter of style
        if fit:
            factors = list(fit.factors)
            yield f"{name} D left by G", fit.more
            for term, label in zip(fit.terms, ("real", "fake")):
                if term:
                    yield f"{name} D {label}", _factor(factors.pop(0))


def lambdas(part: str, look) -> Iterator[Fact]:
    seen, step = inputs.seen_steps(look), inputs.seen_step(look)
    adversarial, distance = terms.losses_of_G(step)
    for key in ("default", *(f"lambda {weight}" for weight in inputs.LAMBDAS)):
        update = (inputs.WEIGHTS["G"] - seen.branch(key).array("G", 1)) / inputs.RATES["G"]
        options = np.array([adversarial["right"], distance["right"]]).T
        factors, *_ = np.linalg.lstsq(options, update, rcond=None)
        fits = np.linalg.norm(options @ factors - update) < terms.FIT * np.linalg.norm(update)
        yield f"L1 with {key}", _factor(factors[1]) if fits else "other"


def passes(part: str, look) -> Iterator[Fact]:
    log = [str(event) for event in inputs.seen_steps(look).branch("first").items("log")]
    for event in ("step G", "step D", "backward G", "backward D attached", "backward D"):
        yield f"times {event}", str(min(log.count(event), 3))
    steps = [event for event in log if event.startswith("step")]
    yield "first step", steps[0] if steps else "none"
    if "step G" in log:
        yield "G again", "backward G" in log[log.index("step G"):]
    if "backward G" in log and "step D" in log:
        yield "D first", log.index("step D") < log.index("backward G")


def stale(part: str, look) -> Iterator[Fact]:
    """How much of the last gradient is in the second step's."""
    seen = inputs.seen_steps(look)
    runs, clean = seen.branches("consecutive"), seen.branches("clean")
    for side in ("G", "D"):
        before = runs[0].array(side, 1)
        found, fresh = ((before - step.array(side, 1)) / inputs.RATES[side] for step in (runs[1], clean[0]))
        last = (inputs.WEIGHTS[side] - before) / inputs.RATES[side]
        if np.linalg.norm(found - fresh) > 1e-2 * np.linalg.norm(fresh):
            share = float(np.dot(found - fresh, last) / np.dot(last, last))
            yield f"stale {side}", _factor(share) if abs(share) > 0.05 else "other"
        else:
            yield f"stale {side}", "no"


def reports(part: str, look) -> Iterator[Fact]:
    for name in ("first", "several"):
        step = inputs.seen_step(look, name)
        yield f"{name} kind", step.seen.text("type")
        for loss in ("loss_G", "loss_D"):
            if loss not in step.seen:
                yield f"{name} {loss}", "absent"
                continue
            found = terms.reported(step, loss)
            yield f"{name} {loss}", list(found) if found else "other"


def ordinary(part: str, look) -> Iterator[Fact]:
    seen = inputs.ordinary_step(look)
    for name in inputs.BATCHES:
        yield from errors(seen, name)
        record = seen.branch(name)
        for side in ("G", "D"):
            yield f"{name} {side}", [bool((record.array(f"moved_{side}", 1) != 0).any()),
                                     record.flag(f"training_{side}"), str(min(record.count(f"counted_{side}"), 9))]


FACTS = (updates_of_G, updates_of_D, lambdas, passes, stale, reports, ordinary)
