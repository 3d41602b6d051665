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
_BONUS = "inference"


def from_format_1(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its parts' titles and points; of a part it has the checks that were judged."""
    parts: dict[str, dict[str, Any]] = {}
    for check in record["checks"]:
        name = check["check"].split(".", 1)[0]
        part = parts.setdefault(name, {"name": name, "title": _TITLES[name].to_json(), "bonus": name == _BONUS,
                                       "checks": {}})
        part["checks"][check["check"]] = check["points"]
    return {**record, "format": 2, "rubric": list(parts.values())}
