"""Verdicts of earlier formats, read as ones of today's: with what their grader knew, not with today's rubric."""
from __future__ import annotations

from typing import Any

from autograder.i18n.messages import say

# Format 1 named its parts and said each check's points. The rest was the same in every one of its graders.
_TITLES = {
    "dataset": say("Dataset"), "generator": say("Generator"), "discriminator": say("Discriminator"),
    "loss": say("Losses"), "optimizer": say("Optimizers"), "training_step": say("Training step"),
    "overfit": say("Overfit one batch"), "inference": say("Inference (bonus)"),
}
_PRAISE = {
    "dataset": say("Every slice arrives in the right order, size and scale."),
    "generator": say("A true encoder and decoder, bounded as it should be and able to learn."),
    "discriminator": say("A real PatchGAN: local, bounded, and it looks at both slices."),
    "loss": say("Both losses are exactly right, λ included."),
    "optimizer": say("Each optimizer updates its own network, with the right settings."),
    "training_step": say("A clean alternating step: nothing leaks from one half into the other."),
    "overfit": say("All your parts work together, and they learn."),
    "inference": say("G is used with care, and the figure says what it shows."),
}
_BONUS = "inference"


def from_format_1(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its parts' titles and points; of a part it has the checks that were judged."""
    parts: dict[str, dict[str, Any]] = {}
    for check in record["checks"]:
        name = check["check"].split(".", 1)[0]
        part = parts.setdefault(name, {"name": name, "title": _TITLES[name].to_json(), "bonus": name == _BONUS,
                                       "praise": _PRAISE[name].to_json(),
                                       "checks": {}})
        part["checks"][check["check"]] = check["points"]
    return {**record, "format": 2, "rubric": list(parts.values())}
