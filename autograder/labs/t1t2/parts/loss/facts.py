"""What the two losses compute instead of what they should: which terms, which factors."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.t1t2.collaborators import closed_form
from autograder.labs.t1t2.parts.loss import inputs
from autograder.labs.t1t2.settings import LAMBDA_L1

FIT = 5e-3
ALIKE = 1e-5  # what float32 leaves of two forms that are the same
SMOOTH = (0.95, 0.9, 0.8, 0.7, 0.1, 0.2, 0.05, 0.5)


def _scores(p: np.ndarray) -> dict[str, float]:
    """What people take for a cross-entropy of probabilities p with 1 and with 0, and relatives."""
    forms = {
        "one": closed_form.bce(p, 1.0), "zero": closed_form.bce(p, 0.0),
        "squared one": float(((p - 1)**2).mean()), "squared zero": float((p**2).mean()),
        "logits one": float(np.log1p(np.exp(-p)).mean()), "logits zero": float(np.log1p(np.exp(p)).mean()),
        "mean": float(p.mean()), "hinge one": float(np.maximum(0, 1 - p).mean()),
        "hinge zero": float(np.maximum(0, 1 + p).mean()),
        "of the mean one": float(-np.log(p.mean())), "of the mean zero": float(-np.log1p(-p.mean())),
        "itself": float(-(p * np.log(p)).mean()), "entropy": float(-(p * np.log(p) + (1 - p) * np.log(1 - p)).mean()),
        "root one": float(np.sqrt(((p - 1)**2).mean())), "root zero": float(np.sqrt((p**2).mean())),
        "epsilon one": float(-np.log(p + 0.1).mean()), "epsilon zero": float(-np.log(1 - p + 0.1).mean()),
        "twice one": closed_form.bce(1 / (1 + np.exp(-np.clip(p, 1e-6, 1 - 1e-6))), 1.0),
    }
    return forms | {f"smooth {target}": closed_form.bce(p, target) for target in SMOOTH}


def _best(found: np.ndarray, forms: dict[str, np.ndarray]) -> tuple[str, float]:
    """The form that found is in proportion to, and the factor; of forms that fit alike, the first."""
    fits = []
    for name, form in forms.items():
        factor = float(np.dot(found, form) / np.dot(form, form))
        off = float(np.linalg.norm(found - factor * form) / max(np.linalg.norm(found), 1e-12))
        if off < FIT:
            fits.append((off, name, factor))
    least = min(fits, default=(0.0, "other", float("nan")))[0]
    return next((fit[1:] for fit in fits if fit[0] <= ALIKE + 2 * least), ("other", float("nan")))


def adversarial(part: str, look) -> Iterator[Fact]:
    """One value alone gives no proportion, so a form must meet it by a factor that people write."""
    seen = inputs.generator(look)
    yield from errors(seen, "same", "default")
    p = inputs.probabilities(look, "pred", inputs.MAP).astype(float)
    found = inputs.value_of(seen, "same")
    if abs(found) < 1e-6:
        yield "adversarial", "absent"
    fits = [[name, "number of patches" if factor == p.size else factor] for name, value in _scores(p).items()
            for factor in (1.0, -1.0, 0.5, 2.0, 100.0, -99.0, 0.01, p.size, 0.4343, 1 / p.size, p.shape[-1])
            if abs(found - factor * value) < 1e-3 * abs(found)]
    for fit in fits or ["other"]:
        yield "adversarial", fit
    yield "adversarial sign", bool(found > 0)


def distance(part: str, look) -> Iterator[Fact]:
    fake, t2 = (value.astype(float) for value in inputs.slices(look))
    d = fake - t2
    found, size = inputs.l1_term(look, "explicit"), np.abs(d).mean()
    if abs(found) < 1e-6:
        yield "distance", "absent"
    huber = np.where(np.abs(d) < 1, 0.5 * d**2, np.abs(d) - 0.5)
    forms = {"l1": size, "squared": (d**2).mean(), "signed": d.mean(), "root": np.sqrt((d**2).mean()),
             "norm": np.linalg.norm(d), "huber": huber.mean(), "foreground": np.abs(d[t2 > -0.95]).mean(),
             "charbonnier": np.sqrt(d**2 + 1e-3**2).mean()}
    fits = [[name, "number of pixels" if factor == d.size else float(factor)] for name, value in forms.items()
            for factor in (1, -1, 0.5, 2, 0.01, d.size, d.shape[-1], 0.1, 100, 10, 1e-4, 255, 127.5)
            if abs(found - LAMBDA_L1 * factor * value) < 1e-3 * abs(found)]
    for fit in fits or ["other"]:
        yield "distance", fit
    yield "grows with", _growth(look)
    for weight in inputs.LAMBDAS:
        yield f"share at {weight}", inputs.l1_term(look, f"lambda {weight}") / found * LAMBDA_L1
    for weight in inputs.LAMBDAS[:2]:
        yield f"adversarial at {weight}", bool(abs(inputs.value_of(look("loss.generator_values"), "same")) > 1e-6)


def _growth(look) -> str:
    """Whether the L1 term of a batch of three is a mean, that of the first slice, a sum over each slice's pixels, or
    over all."""
    case = inputs.generator_cases(look)["other 0"]
    distance = np.abs(case["fake_t2"].astype(float) - case["t2"].astype(float))
    adversarial = closed_form.bce(case["pred_fake"].astype(float), 1.0)
    share = (inputs.value_of(inputs.generator(look), "other 0") - adversarial) / (LAMBDA_L1 * distance.mean())
    sizes = {"nothing": 1, "the first slice": distance[0].mean() / distance.mean(),
             "pixels": distance[0].size, "all pixels": distance.size}
    return next((name for name, size in sizes.items() if abs(share / size - 1) < 0.01), "other")


def default(part: str, look) -> Iterator[Fact]:
    yield "default lambda", LAMBDA_L1 * inputs.l1_term(look, "default") / inputs.l1_term(look, "explicit")


def options(part: str, look) -> Iterator[Fact]:
    seen, cases = inputs.discriminator_values(look), inputs.discriminator_cases(look)
    yield from errors(seen, "base")
    for side in ("real", "fake"):
        key = f"pred_{side}"
        found = np.array([inputs.value_of(seen, f"{side} {n}") - inputs.value_of(seen, "base") for n in (1, 2)])
        base = _scores(cases["base"][key].astype(float))
        moved = [_scores(cases[f"{side} {n}"][key].astype(float)) for n in (1, 2)]
        forms = {name: np.array([one[name] - base[name] for one in moved]) for name in base}
        if np.abs(found).max() < 1e-6:
            yield f"D {side}", "absent"
            continue
        name, factor = _best(found, forms)
        yield f"D {side}", name
        if name == "other":
            continue
        yield f"D {side} factor", factor / inputs.MAP[-1]**2 if abs(factor) > 500 else factor
        yield f"D {side} sign", bool(factor > 0)


def gradients(part: str, look) -> Iterator[Fact]:
    for function in ("generator", "discriminator"):
        seen = look(f"loss.{function}_slopes")
        for index in (0, 1):
            if f"slope_{index}" in seen:
                record = seen.branch(f"slope_{index}")
                yield f"{function} gradient {index}", record["autograd"] is not None and "there" or "none"


def kinds(part: str, look) -> Iterator[Fact]:
    for name, seen in (("G", inputs.generator(look)), ("D", inputs.discriminator_values(look))):
        record = seen.branch("default" if name == "G" else "base")
        yield f"{name} kind", record.text("type")
        yield f"{name} dimensions", str(len(record.items("shape")))


FACTS = (adversarial, distance, default, options, gradients, kinds)
