"""Pictures for a student's page, gathered from a public session."""
from __future__ import annotations

import numpy as np

from autograder.grading.page_data import MAX_SIDE, PageData, picture
from autograder.grading.session import Session
from autograder.labs.segmentation import blocks
from autograder.labs.segmentation.data import pair
from autograder.labs.segmentation.settings import SIZE

HEAD, STORED = 24, 160  # seed of the head on every page, and the size of its files
PAIR, FIGURE = "dataset.pictures", "inference.shown"
SIDES = ("image", "mask")


def _pair(page_data: PageData, session: Session) -> None:
    """A public pair as the submission's dataset loads it, and as it should look."""
    stored, right = pair(HEAD, STORED, True), pair(HEAD, SIZE, True)
    folders = {f"{side}s": blocks.folder({"slice_000.png": blocks.png(values)}) for side, values in zip(SIDES, stored)}
    seen = session.look("dataset.shown", PAIR, lambda: {"folders": folders}, "shown")
    for side, member, wanted in zip(SIDES, seen.branches("pairs")[0].branch("pair").branches("members"), right):
        loaded = member.array("array")
        page_data.arrays[f"dataset.right_{side}"] = picture(wanted / 255 if side == "image" else wanted)
        page_data.arrays[f"dataset.{side}"] = picture(loaded)
        page_data.facts[f"dataset.{side}"] = {
            "shape": list(loaded.shape), "low": float(loaded.min()), "high": float(loaded.max())}


def _figure(page_data: PageData, session: Session) -> None:
    """The figure that show_overlay makes of a public slice and its mask."""
    image, mask = pair(HEAD, SIZE, True)
    seen = session.look(FIGURE, FIGURE, lambda: {
        "image": (image[None] / 255).astype(np.float32), "mask": mask.astype(np.int64)})
    pixels = seen["pixels"]
    if not (isinstance(pixels, np.ndarray) and pixels.dtype == np.uint8 and pixels.ndim == 3
            and pixels.shape[2] == 3 and 1 < max(pixels.shape[:2]) <= MAX_SIDE):
        raise ValueError("not the pixels of a figure")
    page_data.arrays["inference.figure"] = np.ascontiguousarray(pixels)


COLLECTORS = {"dataset": _pair, "inference": _figure}
