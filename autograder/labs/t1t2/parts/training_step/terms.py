"""Which losses an observed update follows: it is fitted by the gradients of what people write."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np

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
NOTHING = 1e-3  # a factor beside the other one
MULTIPLES = (1, 2, 0.5, 3, 100, 4, 0.25, -1)
Gradients = dict[str, np.ndarray]


def losses_of_G(step: inputs.Step) -> tuple[Gradients, Gradients]:
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


def losses_of_D(step: inputs.Step) -> tuple[Gradients, Gradients]:
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


@dataclass(frozen=True)
class Fit:
    """The terms that an update is made of, by their names in `losses_of_G` and `losses_of_D`; None for one that has
    no part in it. factors: of these terms, in this order; more: of what is in it besides."""

    terms: tuple[str | None, str | None]
    factors: tuple[float, ...]
    more: bool = False


def fit(found: np.ndarray, first: Gradients, second: Gradients, extra: Gradients) -> Fit | None:
    """The simplest pair of terms (or one, or a pair and an extra one) that an update is made of."""
    size = np.linalg.norm(found)
    options = [[("right", "right")], [(a, None) for a in first] + [(None, b) for b in second],
               list(product(first, second))]
    for rest in ({}, extra):
        for pairs in options:
            fits = []
            for pair in pairs:
                own = [options[name] for options, name in zip((first, second), pair) if name]
                columns = np.array(own + list(rest.values())).T
                factors, *_ = np.linalg.lstsq(columns, found, rcond=None)
                fits.append((float(np.linalg.norm(columns @ factors - found) / size),
                             _fit(pair, list(factors[:len(own)]), bool(rest))))
            least = min(off for off, _ in fits)
            if least < FIT:  # of terms that fit alike, the first: those that people mean stand in front
                return next(one for off, one in fits if off <= ALIKE + 2 * least)
    return None


def _fit(pair: tuple[str | None, str | None], factors: list[float], more: bool) -> Fit:
    """A Fit without the terms that have no part in it."""
    least, left = NOTHING * max(map(abs, factors)), iter(factors)
    kept = [(name, factor) if abs(factor) > least else (None, 0.0)
            for name, factor in ((name, next(left)) if name else (None, 0.0) for name in pair)]
    return Fit((kept[0][0], kept[1][0]), tuple(float(factor) for name, factor in kept if name), more)


def update_of_G(step: inputs.Step) -> Fit | None:
    """What G's update is made of: an adversarial term and a distance."""
    return fit(step.update("G"), *losses_of_G(step), {})


def update_of_D(step: inputs.Step) -> Fit | None:
    """What D's update is made of: a term of a real pair, one of a generated pair; more: what G's half has left."""
    real, fake = losses_of_D(step)
    return fit(step.update("D"), real, fake, {"left by G": fake["right as 1"]})


def reported(step: inputs.Step, loss: str) -> tuple[str, float] | None:
    """Which form of a loss the number under this key is, and how many times."""
    right = inputs.right_losses(step)
    fake = step.start.translate(step.t1)
    pred, real = step.start.judge(step.t1, fake), step.start.judge(step.t1, step.t2)
    distance = float(np.abs(fake - step.t2).mean())
    forms = {
        "loss_G": right["loss_G"][0], "loss_D": right["loss_D"][0], "adversarial": closed_form.bce(pred, 1.0),
        "of the real pair": closed_form.bce(real, 1.0) + LAMBDA_L1 * distance,
        "caught": closed_form.bce(pred, 0.0), "distance": distance, "real": closed_form.bce(real, 1.0),
        "swapped": 0.5 * (closed_form.bce(real, 0.0) + closed_form.bce(pred, 1.0))}
    found = step.seen.number(loss)
    return next(((form, factor) for form, value in forms.items() for factor in MULTIPLES
                 if abs(found - factor * value) < 4e-3 * abs(found)), None)
