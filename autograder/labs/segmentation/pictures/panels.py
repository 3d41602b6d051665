"""The pictures of one part, arranged for its card."""
from __future__ import annotations

from typing import Any

from autograder.grading.observations import shape_text, short
from autograder.grading.page_data import PageData
from autograder.i18n.messages import Message, render, say
from autograder.labs.segmentation.pictures.collecting import SIDES
from autograder.labs.segmentation.settings import CLASSES, SIZE
from autograder.reports.pages import pictures

TITLES = {"image": say("the slice"), "mask": say("its mask")}
WANTED = {"image": ((1, SIZE, SIZE), "0", "1"), "mask": ((SIZE, SIZE), "0", str(len(CLASSES) - 1))}


def of_part(part: str, page_data: PageData, language: str) -> dict[str, Any]:
    """{"rows", "charts", "networks", "figure", "pixelated"} for the card of this part; empty lists where there is
    nothing to show."""
    found: dict[str, Any] = {"rows": [], "charts": [], "networks": [], "figure": None, "pixelated": True}
    if part == "dataset" and "dataset.mask" in page_data.arrays:
        found["rows"] = [[panel for side in SIDES for panel in _row(side, page_data, language)]]
    if part == "inference" and "inference.figure" in page_data.arrays:
        found["figure"] = _panel(pictures.figure_uri(page_data.arrays["inference.figure"]),
                                 say("The figure that your show_overlay made"), language)
    return found


def _panel(uri: str, caption: Message, language: str, detail: Message | None = None) -> dict[str, str]:
    return {"uri": uri, "caption": render(caption, language), "detail": render(detail, language)}


def _row(side: str, page_data: PageData, language: str) -> list[dict[str, str]]:
    facts, (shape, low, high) = page_data.facts[f"dataset.{side}"], WANTED[side]
    detail = say("shape {shape}, values {low} to {high}", shape=shape_text(facts["shape"]), low=short(facts["low"]),
                 high=short(facts["high"]))
    right = say("shape {shape}, values {low} to {high}", shape=shape_text(shape), low=low, high=high)
    return [_panel(_uri(side, page_data, side), say("{name}, as your dataset loads it", name=TITLES[side]), language,
                   detail),
            _panel(_uri(f"right_{side}", page_data, side), say("{name}, as it should look", name=TITLES[side]),
                   language, right)]


def _uri(name: str, page_data: PageData, side: str) -> str:
    """A slice of 0 .. 1 in grey; a mask in colours, its classes spread over them."""
    values = page_data.arrays[f"dataset.{name}"].astype(float)
    return pictures.slice_uri(values * 2 - 1) if side == "image" else pictures.map_uri(values / (len(CLASSES) - 1))
