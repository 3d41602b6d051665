"""Pictures, curves and diagrams for a student's page, gathered from a public session."""
from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.observations import Observations
from autograder.grading.page_data import MAX_SIDE, PageData, curve, picture
from autograder.grading.session import Session
from autograder.labs.phantoms import phantom
from autograder.labs.t1t2 import marked_slices
from autograder.labs.t1t2.networks.rules import slices
from autograder.labs.t1t2.parts.overfit import inputs

HEAD = 12  # seed of the head on every page
RUN_HEADS = (8, 15, 18)  # seeds; the last one is not trained on
SHOWN = len(RUN_HEADS) - 1
RUN_STEPS = 50
MAX_STEPS = 200
PAIR, FIGURE, RUN = "dataset.shown", "inference.shown", "overfit.together"
NETWORKS = ("generator", "discriminator")


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
    seen = session.look(RUN, RUN, lambda: inputs.run_inputs(heads, SHOWN, RUN_STEPS, 0.0), "shown")
    page_data.arrays["overfit.losses"] = curve(seen.items("losses"), 2)
    page_data.arrays["overfit.course"] = curve(seen.items("course"), 2)
    outputs = {mode: seen.branch("trained").array(mode, 4) for mode in ("train", "eval")}
    size = next(iter(outputs.values())).shape[-1]
    t1, t2 = (inputs.scaled(value[:SHOWN], size) for value in heads.values())
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


COLLECTORS = {"dataset": _pair, "generator": _network("generator"),
               "discriminator": _network("discriminator"), "overfit": _run, "inference": _figure}
