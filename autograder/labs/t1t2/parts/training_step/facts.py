"""Which losses the observed updates follow: each is fitted by the gradients of other possible losses."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from autograder.diagnosis.facts import Fact, errors, snap
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.collaborators.features import (
    GAIN_D,
    GAIN_G,
    discriminator_features,
    generator_features,
    strided,
)
from autograder.labs.t1t2.parts.training_step import inputs
from autograder.labs.t1t2.settings import LAMBDA_L1

FIT = 8e-3
ALIKE = 1e-5
SHIFT = 1e-5
GradingOptions = dict[str, np.ndarray]


def _losses_of_G(step: inputs.Step) -> tuple[GradingOptions, GradingOptions]:
    """Gradients by G's weights of what may stand for its adversarial term, and for its L1 term.

    By central differences along the known change of the fake with each of the probe's weights.
    """
    start, t1, t2 = step.start, step.t1, step.t2
    later = start.with_D(step.seen.array("D", 1))
    fake = start.translate(t1)
    slopes = [GAIN_G * (1 - fake**2) * feature for feature in generator_features(t1)]

    def through(score: Callable) -> np.ndarray:
        return np.array([(score(fake + SHIFT * slope) - score(fake - SHIFT * slope)) / (2 * SHIFT) for slope in slopes])

    adversarial = {
        "right": lambda fake: closed_form.bce(start.judge(t1, fake), 1.0),
        "caught": lambda fake: closed_form.bce(start.judge(t1, fake), 0.0),
        "arguments swapped": lambda fake: closed_form.bce(start.judge(fake, t1), 1.0),
        "target as condition": lambda fake: closed_form.bce(start.judge(t2, fake), 1.0),
        "fake twice": lambda fake: closed_form.bce(start.judge(fake, fake), 1.0),
        "smoothed": lambda fake: closed_form.bce(start.judge(t1, fake), 0.9),
        "new D": lambda fake: closed_form.bce(later.judge(t1, fake), 1.0),
        "squared": lambda fake: float(((start.judge(t1, fake) - 1)**2).mean()),
        "score": lambda fake: float(start.judge(t1, fake).mean()),
    }
    distances = {
        "right": lambda fake: float(np.abs(fake - t2).mean()),
        "to t1": lambda fake: float(np.abs(fake - t1).mean()),
        "squared": lambda fake: float(((fake - t2)**2).mean()),
    }
    return ({name: through(score) for name, score in adversarial.items()},
            {name: through(score) for name, score in distances.items()})


def _losses_of_D(step: inputs.Step) -> tuple[GradingOptions, GradingOptions]:
    """Gradients by D's weights of what may stand for its real term, and for its fake term."""
    start, t1, t2 = step.start, step.t1, step.t2
    fake, new = start.translate(t1), start.with_G(step.seen.array("G", 1)).translate(t1)

    def term(x1: np.ndarray, x2: np.ndarray, target: float) -> np.ndarray:
        error = GAIN_D * (start.judge(x1, x2) - target) / start.judge(x1, x2).size
        return np.array([(error * feature).sum() for feature in discriminator_features(strided(x1), strided(x2))])

    rolled = np.roll(fake, 1, 0)
    pairs = {"right": (t1, t2), "arguments swapped": (t2, t1), "t1 twice": (t1, t1), "t2 twice": (t2, t2)}
    fakes = {"right": (t1, fake), "fresh": (t1, new), "arguments swapped": (fake, t1), "fake twice": (fake, fake),
             "target as condition": (t2, fake), "another's": (t1, rolled), "the real one": (t1, t2),
             "arguments swapped, fresh": (new, t1)}
    real = {(name if target == 1 else f"{name} as {target:g}"): term(*pair, target)
            for name, pair in pairs.items() for target in (1.0, 0.0, 0.9)}
    false = {(name if target == 0 else f"{name} as {target:g}"): term(*pair, target)
             for name, pair in fakes.items() for target in (0.0, 1.0, 0.1)}
    return real, false


def _fit(found: np.ndarray, first: GradingOptions, second: GradingOptions, extra: GradingOptions) -> tuple | None:
    """The simplest pair of terms (or one, or a pair and an extra one) that found is made of, and the factors."""
    size = np.linalg.norm(found)
    options = [[("right", "right")], [(a, None) for a in first] + [(None, b) for b in second],
               list(product(first, second))]
    for rest in ({}, extra):
        for pairs in options:
            fits = []
            for a, b in pairs:
                columns = [options[name] for options, name in ((first, a), (second, b)) if name] + list(rest.values())
                factors, *_ = np.linalg.lstsq(np.array(columns).T, found, rcond=None)
                off = np.linalg.norm(np.array(columns).T @ factors - found) / size
                fits.append((off, a, b, list(factors)))
            least = min(fit[0] for fit in fits)
            if least < FIT:  # of terms that fit alike, the first: those that people mean stand in front
                return next(fit[1:] for fit in fits if fit[0] <= ALIKE + 2 * least)
    return None


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
        fit = _fit(update, *_losses_of_G(step), {})
        yield f"{name} G", "other" if fit is None else [str(fit[0]), str(fit[1])]
        if fit:
            factors = list(fit[2])
            for term, label in ((fit[0], "adversarial"), (fit[1], "distance")):
                if term:
                    yield f"{name} G {label}", _factor(factors.pop(0))


def updates_of_D(part: str, look) -> Iterator[Fact]:
    for name in ("first", "several", "strong"):
        step = inputs.seen_step(look, name)
        update = step.update("D")
        if np.linalg.norm(update) < 1e-9:
            yield f"{name} D", "still"
            continue
        real, fake = _losses_of_D(step)
        fit = _fit(update, real, fake, {"left by G": fake["right as 1"]})
        made = None if fit is None else [str(term).replace(", fresh", "") for term in fit[:2]]
        yield f"{name} D", made or "other"  # whether a fake with swapped arguments is fresh is a matter of style
        if fit:
            factors = list(fit[2])
            yield f"{name} D left by G", len(factors) > sum(term is not None for term in fit[:2])
            for term, label in ((fit[0], "real"), (fit[1], "fake")):
                if term:
                    yield f"{name} D {label}", _factor(factors.pop(0))


def lambdas(part: str, look) -> Iterator[Fact]:
    seen, step = inputs.seen_steps(look), inputs.seen_step(look)
    adversarial, distance = _losses_of_G(step)
    for key in ("default", *(f"lambda {weight}" for weight in inputs.LAMBDAS)):
        update = (inputs.WEIGHTS["G"] - seen.branch(key).array("G", 1)) / inputs.RATES["G"]
        options = np.array([adversarial["right"], distance["right"]]).T
        factors, *_ = np.linalg.lstsq(options, update, rcond=None)
        fits = np.linalg.norm(options @ factors - update) < FIT * np.linalg.norm(update)
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
        right = inputs.right_losses(step)
        fake = step.start.translate(step.t1)
        pred = step.start.judge(step.t1, fake)
        real = step.start.judge(step.t1, step.t2)
        forms = {
            "loss_G": right["loss_G"][0], "loss_D": right["loss_D"][0], "adversarial": closed_form.bce(pred, 1.0),
            "of the real pair": closed_form.bce(real, 1.0) + LAMBDA_L1 * float(np.abs(fake - step.t2).mean()),
            "caught": closed_form.bce(pred, 0.0), "distance": float(np.abs(fake - step.t2).mean()),
            "real": closed_form.bce(real, 1.0),
            "swapped": 0.5 * (closed_form.bce(real, 0.0) + closed_form.bce(pred, 1.0))}
        for loss in ("loss_G", "loss_D"):
            if loss not in step.seen:
                yield f"{name} {loss}", "absent"
                continue
            found = step.seen.number(loss)
            matches = [[form, factor] for form, value in forms.items() for factor in (1, 2, 0.5, 3, 100, 4, 0.25, -1)
                       if abs(found - factor * value) < 4e-3 * abs(found)]
            yield f"{name} {loss}", matches[0] if matches else "other"


def ordinary(part: str, look) -> Iterator[Fact]:
    seen = inputs.ordinary_step(look)
    for name in inputs.BATCHES:
        yield from errors(seen, name)
        record = seen.branch(name)
        for side in ("G", "D"):
            yield f"{name} {side}", [bool((record.array(f"moved_{side}", 1) != 0).any()),
                                     record.flag(f"training_{side}"), str(min(record.count(f"counted_{side}"), 9))]


FACTS = (updates_of_G, updates_of_D, lambdas, passes, stale, reports, ordinary)
