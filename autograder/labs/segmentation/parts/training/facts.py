"""What an epoch and a validation do instead of what they should."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.grading.observations import Observations
from autograder.labs.segmentation.collaborators import measures
from autograder.labs.segmentation.collaborators.epoch import losses, predictions
from autograder.labs.segmentation.parts.training import inputs

FIT = 3e-3


def optimizer(part: str, look) -> Iterator[Fact]:
    """Its kind, rate and parameters, and the course of its schedule."""
    seen = inputs.optimizer(look)
    yield from errors(seen, "made", "moves", *(f"rates {epochs}" for epochs in inputs.EPOCHS))
    made = seen.branch("made")
    yield "optimizer", made.text("type")
    yield "rate", "right" if abs(made.number("lr") - 1e-3) < 1e-6 else str(made.number("lr"))
    for name in ("missing", "foreign", "twice"):
        yield f"parameters {name}", made.count(name) > 0
    yield "still", bool(float(np.asarray(seen.items("moves")[0])[-1]) == 1)
    for epochs in inputs.EPOCHS:
        rates = [float(np.asarray(rate)) for rate in seen.branch(f"rates {epochs}").items("rates")]
        yield f"rates {epochs}", [rates[index] / rates[0] for index in (1, epochs // 2, epochs)]


def course(part: str, look) -> Iterator[Fact]:
    """Which events follow each other in an epoch."""
    seen = inputs.epoch(look)
    yield from errors(seen, "whole", "unscheduled", "modal")
    epoch = inputs.Epoch(look, own=False)
    names = ["graph" if event.text("event") == "call" and event.flag("graph") else event.text("event")
             for event in epoch.first]
    for name, count in Counter(names).items():
        yield f"count of {name}", str(count)
    yield "order", ",".join(names[:12])
    yield "follows", bool(np.abs((inputs.WEIGHTS - epoch.steps()[0]) / inputs.RATE - epoch.first_gradient()).max()
                          < FIT)


def returned(part: str, look) -> Iterator[Fact]:
    """Which mean, or which batch's loss, is returned."""
    epoch = inputs.Epoch(look, own=False)
    record = epoch.returned[0]
    yield "returned", record.text("type")
    yield "returned with graph", record.flag("graph")
    found, values = record.number("value"), epoch.losses()
    means = [float(batch.mean()) for batch in values]
    forms = {"slices": float(np.concatenate(values).mean()), "batches": float(np.mean(means)), "last": means[-1],
             "first": means[0], "sum": sum(means), "sum over slices": float(np.concatenate(values).sum()),
             "by slices": sum(means) / inputs.SLICES,
             "twice": float(np.concatenate(values).sum()) / len(values)}
    for name, value in forms.items():
        if abs(found - value) < FIT * max(abs(value), 1e-3):
            yield "mean", name


def modes(part: str, look) -> Iterator[Fact]:
    """The mode of each call, and what validation leaves behind."""
    for name, seen in (("epoch", inputs.epoch(look)), ("validation", inputs.validation(look))):
        yield from errors(seen, "modal", "scores")
        calls = [event for event in seen.branch("modal").branches("log") if event.text("event") == "call"]
        for flag in ("training", "evaluating", "graph"):
            yield f"{name} {flag}", [call.flag(flag) for call in calls]
    left = inputs.validation(look).branch("modal")
    for name in ("weights", "statistics", "gradients", "frozen"):
        yield f"left {name}", left.count(name) > 0


def scores(part: str, look) -> Iterator[Fact]:
    """Which scores validation returns."""
    seen = inputs.validation(look).branch("scores")
    images, masks = inputs.slices(look)
    yield "scores", seen.text("type")
    right = losses(inputs.WEIGHTS.astype(float), images, masks)
    batches = [right[start:start + inputs.BATCH] for start in range(0, inputs.SLICES, inputs.BATCH)]
    loss = seen.branch("loss").number("value")
    for name, value in {"slices": right.mean(), "batches": np.mean([batch.mean() for batch in batches]),
                        "last": batches[-1].mean(), "sum": sum(batch.mean() for batch in batches),
                        "first": batches[0].mean()}.items():
        if abs(loss - value) < FIT * abs(value):
            yield "validation loss", name
    yield from _dices(seen.branches("dice"), predictions(inputs.WEIGHTS.astype(float), images), masks)


def _dices(found: list[Observations], classes: np.ndarray, masks: np.ndarray) -> Iterator[Fact]:
    yield "scores of classes", str(len(found))
    for label, score in enumerate(found[:2], 1):
        each = [measures.dice(*pair, label) for pair in zip(classes, masks)]
        by_batches = [measures.dice(classes[start:start + inputs.BATCH], masks[start:start + inputs.BATCH], label)
                      for start in range(0, inputs.SLICES, inputs.BATCH)]
        for name, value in {"slices": np.mean(each), "pooled": measures.dice(classes, masks, label),
                            "batches pooled": np.mean(by_batches), "last": each[-1], "sum": sum(each)}.items():
            if abs(score.number("value") - value) < FIT:
                yield f"dice {label}", name


FACTS = (optimizer, course, returned, modes, scores)
