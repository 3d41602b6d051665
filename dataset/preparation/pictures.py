"""Two pictures to look at before anything is trained: a contact sheet and a checkerboard."""
from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from PIL import Image

from preparation.collection import MANIFEST

SUBJECTS, COLUMNS = 12, 4  # at most so many rows; slices a row
FIELD = 32                 # pixels of a field of the checkerboard
SHEET, BOARD = "contact_sheet.png", "checkerboard.png"


def draw_pictures(out: Path) -> list[Path]:
    """Writes both pictures into a finished data folder: a row a subject, from low to high."""
    rows = list(_choose(out))
    paths = []
    for name, draw in ((SHEET, _side_by_side), (BOARD, _checkered)):
        image = np.vstack([np.hstack([draw(*_open(out, split, slice_name)) for slice_name in names])
                           for split, names in rows])
        Image.fromarray(image).save(out / name)
        paths.append(out / name)
    return paths


def _choose(out: Path) -> list[tuple[str, list[str]]]:
    """(split, names of COLUMNS slices) of up to SUBJECTS subjects, spread over the manifest."""
    subjects: dict[tuple[str, str], list[str]] = {}
    with open(out / MANIFEST, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            subjects.setdefault((row["split"], row["name"].split("_z")[0]), []).append(row["name"])
    chosen = [list(subjects)[place] for place in _spread(len(subjects), SUBJECTS)]
    # The lowest and highest slices show least, so the places lie inside the row.
    return [(split, [names[int((place + 0.5) * len(names) / COLUMNS)] for place in range(COLUMNS)])
            for (split, scan) in chosen for names in [subjects[split, scan]]]


def _spread(count: int, most: int) -> list[int]:
    return [round(place) for place in np.linspace(0, count - 1, min(count, most))]


def _open(out: Path, split: str, name: str) -> list[np.ndarray]:
    images = []
    for letter in "AB":
        with Image.open(out / (split + letter) / name) as image:
            images.append(np.asarray(image))
    return images


def _side_by_side(t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    return np.hstack([t1, t2])


def _checkered(t1: np.ndarray, t2: np.ndarray) -> np.ndarray:
    """T1 and T2 by turns: where they are aligned, edges run on from field to field."""
    fields = (np.indices(t1.shape) // FIELD).sum(axis=0)
    return np.where(fields % 2 == 0, t1, t2)

