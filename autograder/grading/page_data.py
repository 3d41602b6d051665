"""What a student's page shows beside the verdict: pictures, curves, diagrams, lines of code.

Everything here is made from public inputs. A session with a secret of its own draws inputs that nobody may see,
and a hostile submission could paint one of them into its answer; so pictures come from a second, public session,
and nothing that a secret run returned is ever shown. What workers return is untrusted: only finite arrays of
bounded size and plain numbers get through.
"""
from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from autograder.grading.atomic import write_atomically
from autograder.grading.excerpts import excerpts
from autograder.grading.session import Session
from autograder.grading.verdict import CheckResult

FORMAT = 1
MAX_SIDE = 1024
MAX_POINTS = 2000


@dataclass
class PageData:
    """arrays: pictures (h, w) float16 in the units of the slices, or (h, w, 3) uint8; curves (n, k).
    facts: plain JSON: "generator" and "discriminator" (steps), "excerpts" (lines of code)."""

    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """A compressed .npz of the arrays and, as UTF-8 bytes, the facts."""
        facts = json.dumps({"format": FORMAT, **self.facts}).encode()
        named: dict[str, Any] = {"facts": np.frombuffer(facts, np.uint8), **self.arrays}
        buffer = io.BytesIO()
        np.savez_compressed(buffer, **named)
        return buffer.getvalue()

    def save(self, path: Path) -> None:
        write_atomically(path, self.to_bytes())

    @classmethod
    def load(cls, path: Path) -> PageData:
        """The evidence at path. ValueError where it is of another format or is none at all."""
        try:
            with np.load(path, allow_pickle=False) as archive:
                arrays = dict(archive)
            facts = json.loads(arrays.pop("facts").tobytes())
        except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise ValueError(f"{path} holds no evidence: {error}") from error
        if facts.pop("format", None) != FORMAT:
            raise ValueError(f"{path} is of another format")
        return cls(arrays, facts)


def gather(session: Session, results: list[CheckResult], pictures: bool = True) -> PageData:
    """Page data of the submission that is graded; what can't be had is left out.

    pictures: also run it on public inputs; without them there are the lines of code only."""
    page_data = PageData(facts={"excerpts": excerpts(session.submission, results)})
    if not pictures:
        return page_data
    collecting = session.lab.module("pictures.collecting")
    with session.public() as public:
        for part, collect in (collecting.COLLECTORS if collecting else {}).items():
            if not session.judged(part):
                continue
            try:
                collect(page_data, public)
            except Exception:  # what a worker sends may be anything; what is wrong, the verdict says
                continue
    return page_data


def picture(value: Any) -> np.ndarray:
    """value as one grey picture (h, w) in float16; ValueError for what is none."""
    array = np.asarray(value, np.float64)
    if array.ndim >= 3 and array.shape[-1] in (1, 3) and array.shape[-2] > 4:
        array = np.moveaxis(array, -1, -3)
    if array.ndim < 2 or array.size == 0 or array.size > 4 * MAX_SIDE**2:
        raise ValueError(f"{array.shape} is no picture")
    array = array.reshape(-1, *array.shape[-2:])[:3].mean(0)
    if max(array.shape) > MAX_SIDE or not np.isfinite(array).all():
        raise ValueError("a picture is too large or not finite")
    return np.clip(array, -6e4, 6e4).astype(np.float16)


def curve(rows: list, columns: int) -> np.ndarray:
    """rows as (n, columns) float64; ValueError unless all of it is finite."""
    array = np.array([[float(np.asarray(value)) for value in row] for row in rows[:MAX_POINTS]])
    if array.ndim != 2 or array.shape[1] != columns or not np.isfinite(array).all():
        raise ValueError("not a curve")
    return array
