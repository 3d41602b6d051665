"""What a lab asks today, as a verdict records it: parts with titles, checks with points."""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograder.grading.verdict import CheckResult, PartRecord
from autograder.i18n.messages import Message
from autograder.lab import Lab, Part


def asked_parts(lab: Lab, names: Collection[str] | None = None) -> tuple[PartRecord, ...]:
    """These parts (all by default), in the lab's order."""
    return tuple(_recorded(part) for part in lab.parts if names is None or part.name in names)


def result_of(lab: Lab, check: str, outcome: str, claim: Message, **more: Any) -> CheckResult:
    """A result for a check of today's lab. more: CheckResult's other fields."""
    return CheckResult(check, outcome, claim, _recorded(lab.part_of(check)), **more)


def _recorded(part: Part) -> PartRecord:
    return PartRecord(part.name, part.title, dict(zip(part.check_ids, part.checks.values())), part.bonus, part.short,
                      part.praise)
