"""Checks of the part `loss`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import NotJudged, close, need, require, shape_text, short
from autograder.i18n.messages import say
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.parts.loss.inputs import (
    LAMBDAS,
    MAP,
    SLICE,
    discriminator_cases,
    discriminator_values,
    generator,
    generator_cases,
    l1_term,
    probabilities,
    slices,
    value_of,
)
from autograder.labs.t1t2.settings import LAMBDA_L1

TOLERANCE = 2e-3


def test_adversarial(look):
    """With a perfect fake, the generator's loss is BCE(pred_fake, 1)."""
    pred = probabilities(look, "pred", MAP).astype(float)
    found, expected = value_of(generator(look), "same"), closed_form.bce(pred, 1.0)
    hints = {
        closed_form.bce(pred, 0.0): say("This is BCE(pred_fake, 0)."),
        -closed_form.bce(pred, 0.0): say("This is -BCE(pred_fake, 0), the saturating form."),
        0.0: say("The adversarial term is missing."),
        float(((pred - 1)**2).mean()): say("This is the mean squared error, not the cross-entropy."),
        float(np.log1p(np.exp(-pred)).mean()): say(
            "A Sigmoid was applied again: pred_fake holds probabilities already, use BCE without "
            "logits."),
    }
    help = next((hint for value, hint in hints.items() if close(found, value)), None)
    require(close(found, expected, TOLERANCE), say(
        "Where fake_t2 equals t2, generator_loss is {found}.", found=short(found)),
            expected=say("{value}", value=short(expected)), help=help)


def test_l1(look):
    """A fake that differs from t2 adds lambda times the mean absolute difference."""
    fake, t2 = (value.astype(float) for value in slices(look))
    distance = np.abs(fake - t2)
    # Judged by what the default lambda adds, so that another default is not charged here.
    found, expected = l1_term(look, "explicit"), LAMBDA_L1 * distance.mean()
    hints = {LAMBDA_L1 * float((distance**2).mean()): say("This is the squared error, not the absolute one."),
             LAMBDA_L1 * distance.sum(): say("This is the sum over all pixels, not the mean."),
             0.0: say("The L1 term is missing.")}
    help = next((hint for value, hint in hints.items() if close(found, value, 1e-2)), None)
    require(close(found, expected, TOLERANCE), say(
        "Where fake_t2 differs from t2, generator_loss grows by {found}.", found=short(found)),
            expected=say("{value}", value=short(expected)), help=help)


def test_lambda_default(look):
    """The default of lambda_l1 is {LAMBDA_L1}."""
    seen = generator(look)
    need(abs(l1_term(look, "explicit")) > 1e-6, say("There is no L1 term."))
    found, expected = value_of(seen, "default"), value_of(seen, "explicit")
    require(close(found, expected, 1e-4), say(
        "Without lambda_l1 the loss is {found}; with lambda_l1={weight} it is {expected}.",
        found=short(found), expected=short(expected), weight=short(LAMBDA_L1)))


def test_lambda_honoured(look):
    """The L1 term grows in proportion to lambda_l1, and nothing else does."""
    options = [l1_term(look, f"lambda {weight}") for weight in LAMBDAS]
    whole = l1_term(look, "explicit")
    need(abs(whole) > 1e-6, say("There is no L1 term."))
    for weight, term in zip(LAMBDAS, options):
        require(abs(term / whole - weight / LAMBDA_L1) < 5e-3, say(
            "lambda_l1={weight} gives {percent} % of the L1 term of lambda_l1={default}.",
            weight=weight, percent=short(100 * term / whole), default=short(LAMBDA_L1)),
            expected=say("{percent} %", percent=short(100 * weight / LAMBDA_L1)))


def _terms(look, side: str, *numbers: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """The changes of D's loss with one of its inputs, and of BCE with 1 and with 0."""
    cases, seen, key = discriminator_cases(look), discriminator_values(look), f"pred_{side}"
    found = [value_of(seen, f"{side} {number}") - value_of(seen, "base") for number in numbers]

    def right(target: float) -> np.ndarray:
        values = [closed_form.bce(cases[case][key].astype(float), target)
                  for case in ("base", *(f"{side} {number}" for number in numbers))]
        return np.array(values[1:]) - values[0]
    return np.array(found), [right(0.0), right(1.0)]


def _judge_term(look, side: str, target: float) -> None:
    """The change of D's loss with one of its inputs is in proportion to the right cross-entropy."""
    found, changes = _terms(look, side, 1, 2)
    expected = changes[int(target)]
    scale = float(np.dot(found, expected) / np.dot(expected, expected))
    if scale > 1e-3 and close(found / scale, expected, 1e-2, 1e-3):
        return
    other = _label(look, side)
    require(False, say("D's loss does not follow BCE(pred_{side}, {label}) when pred_{side} changes.", side=side,
                       label=short(target)) if other is None else say(
        "D's loss follows BCE(pred_{side}, {label}) when pred_{side} changes.", side=side, label=short(other)),
        expected=say("{value}", value=f"BCE(pred_{side}, {target:g})"),
        help=say("Real pairs have label 1, generated pairs label 0."))


def _label(look, side: str) -> float | None:
    """The label that one input has in D's loss; None where it does not come in by a cross-entropy."""
    try:
        weights = _weights(look, side)
    except NotJudged:
        return None
    return float(weights[1] / weights.sum()) if weights.min() > -1e-3 and weights.sum() > 1e-3 else None


def test_real_term(look):
    """D's loss follows BCE(pred_real, 1): real pairs have label 1."""
    _judge_term(look, "real", 1.0)


def test_fake_term(look):
    """D's loss follows BCE(pred_fake, 0): generated pairs have label 0."""
    _judge_term(look, "fake", 0.0)


def test_half(look):
    """D's loss is the mean of its two terms: each counts one half."""
    weights = {side: _weights(look, side) for side in ("real", "fake")}
    shares = [abs(sum(parts)) for parts in weights.values()]  # whichever label or sign: another check charges that
    require(close(shares, [0.5, 0.5], 5e-3), say(
        "The real term counts {real}, the fake term {fake}.", real=short(shares[0]),
        fake=short(shares[1])), expected=say("0.5 and 0.5"),
        help=say("D's loss is half the sum of its two terms."))
    base, found = discriminator_cases(look)["base"], value_of(discriminator_values(look), "base")
    expected = sum(weight * closed_form.bce(base[f"pred_{side}"].astype(float), target)
                   for side, parts in weights.items() for target, weight in zip((0.0, 1.0), parts))
    require(close(found, expected, TOLERANCE), say(
        "Something constant is added: the loss is {found}.", found=short(found)),
        expected=say("{value}", value=short(expected)))


def _weights(look, side: str) -> np.ndarray:
    """How much BCE with 0 and BCE with 1 of one input count in D's loss; for a soft label, both do."""
    found, changes = _terms(look, side, 1, 2, 3)
    weights = np.linalg.lstsq(np.stack(changes, 1), found, rcond=None)[0]
    size = max(abs(weights).sum(), 1e-3)
    need(close(np.stack(changes, 1) @ weights / size, found / size, 1e-2, 1e-3) and weights.prod() > -1e-3 * size**2,
         say("pred_{side} does not come in by a cross-entropy.", side=side))
    return weights


def test_scalar(look):
    """Both losses are single numbers (0-dimensional tensors) for inputs of any shape."""
    values = {}
    for name, seen in (("generator_loss", generator(look)),
                       ("discriminator_loss", discriminator_values(look))):
        for case in ("default" if name == "generator_loss" else "base", "other 0", "other 1"):
            record = seen.branch(case)
            require(record.text("type") == "Tensor", say("{name} returned a {kind}.", name=name,
                                                         kind=record.text("type")),
                    expected=say("a tensor"))
            require(record.items("shape") == [], say("{name} has shape {shape}.", name=name,
                                                     shape=shape_text(record.items("shape"))),
                    expected=say("()"))
            values.setdefault(name, set()).add(record.number("value"))
    need(any(len(found) > 1 for found in values.values()), say("Both losses are the same whatever they are given."))
    _judge_means(look)


def _judge_means(look) -> None:
    """A batch of several slices is averaged: the ratio to the right value is that of one slice."""
    for name, seen, cases, right, single in (
            ("generator_loss", generator(look), generator_cases(look), closed_form.generator_loss, ["default"]),
            ("discriminator_loss", discriminator_values(look), discriminator_cases(look),
             closed_form.discriminator_loss, ["base", "real 1", "fake 1"])):
        pairs = {}
        for case in (*single, "other 0", "other 1"):
            inputs = {key: cases[case][key].astype(float) for key in cases[case]}
            pairs[case] = (value_of(seen, case), right(**inputs))
        if not all(close(*pairs[case]) for case in single):
            continue  # the value itself is charged by other checks
        for found, expected in (pairs["other 0"], pairs["other 1"]):
            require(close(found, expected, 1e-2), say(
                "For a batch of several slices {name} is {found}.", name=name, found=short(found)),
                expected=say("{value}", value=short(expected)))


def test_gradients(look):
    """Gradients flow through both losses, as steep as their values say; no input is changed in place."""
    pred, (fake, t2) = probabilities(look, "pred", MAP), slices(look)
    real = probabilities(look, "first", MAP)
    rng = look.rng("loss.directions")
    ways = [rng.uniform(0.5, 1, shape).astype(np.float32) for shape in (MAP, SLICE, MAP)]
    seen = {
        "generator_loss": look("loss.generator_slopes", lambda: {
            "pred_fake": pred, "fake_t2": fake, "t2": t2, "directions": ways[:2]}),
        "discriminator_loss": look("loss.discriminator_slopes", lambda: {
            "pred_real": real, "pred_fake": pred, "directions": ways[::2]}),
    }
    names = {"generator_loss": ("pred_fake", "fake_t2"), "discriminator_loss": ("pred_real", "pred_fake")}
    for function, observations in seen.items():
        slopes = [observations.branch(f"slope_{index}").number("measured") for index in (0, 1)]
        need(max(map(abs, slopes)) > 1e-6, say("{function} is the same whatever it is given.", function=function))
        for index, (argument, measured) in enumerate(zip(names[function], slopes)):
            record = observations.branch(f"slope_{index}")
            noise = record.number("noise")
            if record["autograd"] is None:
                require(abs(measured) < 1e-6 + noise, say("{function} passes no gradient to {argument}.",
                        function=function, argument=argument), help=say(
                    "Look for .item(), .detach(), float() or torch.tensor(...) inside the loss."))
                continue
            require(close(record.number("autograd"), measured, 2e-2, 5e-3 + noise), say(
                "The gradient of {function} by {argument} does not agree with its values: "
                "{found} instead of {expected}.", function=function, argument=argument,
                found=short(record.number("autograd")), expected=short(measured)))
        require(observations.flag("kept"), say("{function} changes what it is given in place.", function=function),
                help=say("Compute new tensors, or clone() first."))
