"""What a lab shows of one part on a page: pictures with their words, charts, diagrams."""
from __future__ import annotations

from typing import Any

from autograder.grading.page_data import PageData
from autograder.lab import Lab

NOTHING: dict[str, Any] = {"rows": [], "charts": [], "networks": [], "figure": None, "pixelated": False}


def shown(lab: Lab | None, part: str, page_data: PageData, language: str) -> dict[str, Any]:
    """{"rows", "charts", "networks", "figure", "pixelated"} of a part's card, by the lab's `pictures.panels`."""
    own = lab.module("pictures.panels") if lab else None
    return {**NOTHING, **(own.of_part(part, page_data, language) if own else {})}
