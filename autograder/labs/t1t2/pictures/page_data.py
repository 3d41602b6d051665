"""What a student's page shows beside the verdict: pictures, curves, diagrams, lines of code.

Everything here is made from public inputs. An examination with a secret of its own draws heads
that nobody may see, and a hostile network could paint one of them into its answer; so pictures come
from a second, public examination, and nothing that a secret run returned is ever shown.
What workers return is untrusted: only finite arrays of bounded size and plain numbers get through.
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
from autograder.grading.observations import Observations
from autograder.grading.session import Session
from autograder.grading.verdict import CheckResult
from autograder.labs.phantoms import phantom
from autograder.labs.t1t2 import marked_slices
from autograder.labs.t1t2.networks.rules import slices
from autograder.labs.t1t2.parts.overfit import test_overfit

FORMAT = 1
HEAD = 12  # seed of the head on every page
RUN_HEADS = (8, 15, 18)  # seeds; the last one is not trained on
SHOWN = len(RUN_HEADS) - 1
RUN_STEPS = 50
MAX_SIDE = 1024
MAX_POINTS = 2000
MAX_STEPS = 200
PAIR, FIGURE, RUN = "dataset.shown", "inference.shown", "overfit.together"
NETWORKS = ("generator", "discriminator")


@dataclass
class PageData:
    """arrays: pictures (h, w) float16 in the units of the slices, or (h, w, 3) uint8; curves (n, k).
    facts: plain JSON: "generator" and "discriminator" (steps), "excerpts" (lines of code)."""

    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """A compressed .npz of the arrays and, as UTF-8 bytes, the facts."""
        facts = json.dumps({"format": FORMAT, **self.facts}).encode()
        buffer = io.BytesIO()
        np.savez_compressed(buffer, facts=np.frombuffer(facts, np.uint8), **self.arrays)
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
    """Evidence for the page of the submission under examination; what can't be had is left out.

    pictures: also run it on public inputs; without them there are the lines of code only."""
    page_data = PageData(facts={"excerpts": excerpts(session.submission, results)})
    if not pictures:
        return page_data
    with session.public() as public:
        for part, collect in _COLLECTORS.items():
            if not session.judged(part):
                continue
            try:
                collect(page_data, public)
            except Exception:  # what a worker sends may be anything; what is wrong, the verdict says
                continue
    return page_data


def _pair(page_data: PageData, session: Session) -> None:
    """A public pair as the submission's dataset loads it, and as it should look."""
    head = dict(zip(("t1", "t2"), phantom(HEAD)))
    folders = {side: marked_slices.folder({"slice_000.png": marked_slices.png(head[side])}) for side in head}
    seen = session.look("dataset.shown", PAIR, lambda: {"folders": folders})
    members = seen.branches("pairs")[0].branch("pair").branches("members")
    for side, member in zip(head, members):
        page_data.arrays[f"dataset.right_{side}"] = picture(head[side] / 127.5 - 1)
        page_data.arrays[f"dataset.{side}"] = picture(member.array("array"))
        loaded = member.array("array")
        page_data.facts[f"dataset.{side}"] = {
            "shape": list(loaded.shape), "low": float(loaded.min()), "high": float(loaded.max())}


def _network(part: str):
    def collect(page_data: PageData, session: Session) -> None:
        t1, t2 = (value[:1] for value in slices(HEAD, 256))
        wide = t1 if part == "generator" else [t1, t2]
        seen = session.look(f"{part}.shown", f"{part}.shown", lambda: {"wide": wide})
        page_data.facts[part] = {"steps": [_step(step) for step in seen.items("steps")[:MAX_STEPS]]}
    return collect


def _step(step: dict) -> dict[str, Any]:
    """A step of a network as plain small numbers and a word."""
    plain = {"kind": str(step["kind"])[:20], "shape": [int(size) for size in step["shape"][:6]]}
    if "kernel" in step:
        plain.update(kernel=[int(size) for size in step["kernel"][:3]],
                     stride=[int(size) for size in step["stride"][:3]],
                     transposed=step["transposed"] is True)
    return plain


def _run(page_data: PageData, session: Session) -> None:
    """A run like that of `overfit`, on fewer heads: its curves, and what G and D make of the heads."""
    pairs = [phantom(seed) for seed in RUN_HEADS]
    heads = {side: np.stack([pair[index] for pair in pairs]) for index, side in enumerate(("t1", "t2"))}
    seen = session.look(RUN, RUN, lambda: test_overfit.run_inputs(heads, SHOWN, RUN_STEPS, 0.0), "shown")
    page_data.arrays["overfit.losses"] = curve(seen.items("losses"), 2)
    page_data.arrays["overfit.course"] = curve(seen.items("course"), 2)
    outputs = {mode: seen.branch("trained").array(mode, 4) for mode in ("train", "eval")}
    size = next(iter(outputs.values())).shape[-1]
    t1, t2 = (test_overfit.scaled(value[:SHOWN], size) for value in heads.values())
    mode = min(outputs, key=lambda mode: _distance(outputs[mode], t2))
    for index in range(SHOWN):
        for name, value in (("t1", t1), ("t2", t2), ("fake", outputs[mode])):
            page_data.arrays[f"overfit.{name}{index}"] = picture(value[index])
    _judged(page_data, seen)


def _judged(page_data: PageData, seen: Observations) -> None:
    for name, values in zip(("real", "fake"), seen.items("judged")):
        for index in range(SHOWN):
            page_data.arrays[f"overfit.map_{name}{index}"] = picture(values[index])


def _distance(output: np.ndarray, t2: np.ndarray) -> float:
    distance = float(np.abs(output - t2).mean())
    return distance if np.isfinite(distance) else float("inf")


def _figure(page_data: PageData, session: Session) -> None:
    """The figure that show_comparison makes of public slices."""
    t1, t2 = (value[:1] for value in slices(HEAD, 256))
    seen = session.look(FIGURE, FIGURE, lambda: {"t1": t1, "fake_t2": t2[..., ::-1].copy(), "t2": t2})
    pixels = seen["pixels"]
    if not (isinstance(pixels, np.ndarray) and pixels.dtype == np.uint8 and pixels.ndim == 3
            and pixels.shape[2] == 3 and 1 < max(pixels.shape[:2]) <= MAX_SIDE):
        raise ValueError("not the pixels of a figure")
    page_data.arrays["inference.figure"] = np.ascontiguousarray(pixels)


_COLLECTORS = {"dataset": _pair, "generator": _network("generator"),
               "discriminator": _network("discriminator"), "overfit": _run, "inference": _figure}


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
