"""What the two losses compute instead of what they should: which terms, which classes, which smoothing."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.segmentation.collaborators import loss_forms
from autograder.labs.segmentation.parts.losses import inputs
from autograder.labs.segmentation.parts.losses.inputs import value_of


def fraction(part: str, look) -> Iterator[Fact]:
    """What stands in the place of the Dice coefficient, of one slice without smoothing."""
    seen = inputs.dice(look)
    yield from errors(seen, "level", "batch")
    yield "takes probabilities", inputs.takes_probabilities(look)
    found, loss = value_of(seen, "level"), inputs.expected_level(look)
    forms = {"loss": loss, "dice": 1 - loss, "minus dice": loss - 1, "sum of two": 2 * loss, "sum of three": 3 * loss,
             "half": (1 + loss) / 2, "iou": 2 * loss / (1 + loss)}
    yield "fraction", next((name for name, value in forms.items() if abs(value - found) < inputs.NEAR), "other")
    yield "perfect", value_of(seen, "perfect")


def averaging(part: str, look) -> Iterator[Fact]:
    seen = inputs.dice(look)
    singles = np.array([value_of(seen, f"slice {number}") for number in range(3)])
    yield "batch", value_of(seen, "batch") / singles.mean()
    yield "batch is first", bool(abs(value_of(seen, "batch") - singles[0]) < 1e-4)
    for pair in ("02", "01"):
        yield f"share {pair}", inputs.share(look, "equal", pair)
        equal, unequal = (inputs.share(look, sizes, pair) for sizes in ("equal", "unequal"))
        yield f"pooled {pair}", bool(abs(equal - unequal) > 0.02)


def smoothing(part: str, look) -> Iterator[Fact]:
    seen = inputs.dice(look)
    limit = value_of(seen, f"smooth {inputs.ENDLESS:g}")
    yield "limit", limit if abs(limit) < 1e3 else "huge"
    none, one, default = (value_of(seen, name) for name in ("smooth 0", "smooth 1", "default"))
    yield "smooth used", bool(abs(value_of(seen, "smooth 10000") - none) > 1e-3)
    yield "default smooth", (default - none) / (one - none)
    for name in ("empty", "no lesion", "false alarm"):
        found = value_of(seen, name)
        yield name, found if np.isfinite(found) else "not finite"


def probabilities(part: str, look) -> Iterator[Fact]:
    seen = inputs.plain_dice(look)
    batch = inputs.random_batch(look)
    forms = {"softmax": loss_forms.softmax(batch["logits"]), "logits": batch["logits"].astype(float),
             "sigmoid": 1 / (1 + np.exp(-batch["logits"].astype(float)))}
    found = value_of(seen, "random")
    values = {name: loss_forms.class_losses(p, batch["target"], 1.0)[:, 1:].mean() for name, p in forms.items()}
    yield "probabilities", next((name for name, value in values.items() if abs(value - found) < 2e-3), "other")


def terms(part: str, look) -> Iterator[Fact]:
    seen, batch = inputs.segmentation(look), inputs.random_batch(look)
    yield from errors(seen, "weight 0", "default")
    right, bare = loss_forms.cross_entropy(**batch), value_of(seen, "weight 0")
    p, pixels = loss_forms.softmax(batch["logits"]), batch["target"].size
    forms = {"right": right, "absent": 0.0, "summed": right * pixels, "of probabilities": loss_forms.cross_entropy(
        p, batch["target"]), "summed over pixels": right * pixels / len(p), "negative": -right}
    yield "cross-entropy", next((name for name, value in forms.items() if abs(value - bare) < 1e-3 + 1e-3 * abs(value)),
                                "other")
    dice = loss_forms.dice_loss(**batch)
    for weight in inputs.WEIGHTS[1:]:
        yield f"dice at {weight:g}", (value_of(seen, f"weight {weight:g}") - bare) / (weight * dice)
    added = value_of(seen, "weight 1") - bare
    yield "default weight", (value_of(seen, "default") - bare) / added


def gradients(part: str, look) -> Iterator[Fact]:
    for name in ("dice", "segmentation"):
        seen = look(f"losses.{name}_slopes")
        yield f"{name} gradient", "none" if seen["autograd"] is None else "there"
        yield f"{name} kept", seen.flag("kept")


def kinds(part: str, look) -> Iterator[Fact]:
    for name, seen, case in (("dice", inputs.plain_dice(look), "random"),
                             ("segmentation", inputs.segmentation(look), "default")):
        record = seen.branch(case)
        yield f"{name} kind", record.text("type")
        yield f"{name} dimensions", str(len(record.items("shape")))
        yield from errors(seen, "other 0", "other 1")


FACTS = (fraction, averaging, smoothing, probabilities, terms, gradients, kinds)
