"""How far right work stays from the thresholds of the checks, over many secrets, threads and kernels.

    python -m autograder.labs.t1t2.stability --seeds 200                          the solution, all parts but overfit
    python -m autograder.labs.t1t2.stability --seeds 40 --part overfit            its training run
    python -m autograder.labs.t1t2.stability --seeds 30 --styles unet_small,slow_learner
    python -m autograder.labs.t1t2.stability --seeds 10 --styles all    every style of fixtures/right_styles
    python -m autograder.labs.t1t2.stability --seeds 20 --styles "2 threads,4 threads,other kernels"

A secret draws other inputs and other first weights. A worker computes with one thread, but a submission may
ask for more; `other kernels` leaves oneDNN off, so that every convolution is summed in another order.

Prints, for each quantity, its threshold and the value nearest to it. A check that compares by
`judging.close` has the share of its tolerance that was used. docs/stability.md holds what was measured.
"""
from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np

from autograder.batch import grader
from autograder.diagnosis import grade
from autograder.diagnosis.facts import Recall
from autograder.grading import observations
from autograder.grading.session import Session
from autograder.grading.verdict import PASSED, CheckResult
from autograder.labs.t1t2 import marked_slices
from autograder.labs.t1t2.lab import LAB
from autograder.labs.t1t2.networks import rules
from autograder.labs.t1t2.parts.dataset import inputs as dataset
from autograder.labs.t1t2.parts.discriminator import inputs as discriminator
from autograder.labs.t1t2.parts.inference import inputs as inference
from autograder.labs.t1t2.parts.overfit import inputs as overfit
from autograder.labs.t1t2.parts.training_step import inputs as steps
from autograder.submissions.submission import read_submission
from autograder.verification.fingerprints import right_folder

# The solution with these lines on top of every file.
PREAMBLES = {"2 threads": "import torch; torch.set_num_threads(2)",
             "4 threads": "import torch; torch.set_num_threads(4)",
             "other kernels": "import torch; torch.backends.mkldnn.enabled = False; torch.set_flush_denormal(True)"}
USED = "share of the tolerance used"
Measured = dict[str, float]


class Recorder:
    """Stands in for `judging.close`: notes by check how much of the tolerance right values use."""

    def __init__(self) -> None:
        self.used: Measured = {}
        self._close = observations.close

    def __call__(self, found: Any, expected: Any, relative: float = 1e-3, absolute: float = 1e-5) -> bool:
        fits = self._close(found, expected, relative, absolute)
        if fits:  # what does not fit here is one of several acceptable values, or fails its check
            one, other = np.asarray(found, float), np.asarray(expected, float)
            share = float((np.abs(one - other) / (absolute + relative * np.abs(other))).max(initial=0.0))
            key = f"{_check()}: {USED}"
            self.used[key] = max(share, self.used.get(key, 0.0))
        return fits

    def install(self) -> None:
        for module in list(sys.modules.values()):
            if getattr(module, "close", None) is self._close:
                module.close = self


def _check() -> str:
    """The id of the check that is being run, by the calls that led here."""
    frame = sys._getframe()
    while frame is not None:
        code = frame.f_code
        if code.co_name.startswith("test_") and Path(code.co_filename).stem.startswith("test_"):
            return f"{Path(code.co_filename).stem.removeprefix('test_')}.{code.co_name.removeprefix('test_')}"
        frame = frame.f_back
    return "diagnosis"


_recorder: Recorder | None = None


def _recording() -> Recorder:
    """This process's recorder, emptied."""
    global _recorder
    if _recorder is None:
        _recorder = Recorder()
    _recorder.install()
    _recorder.used.clear()
    return _recorder


def measure(seed: int, style: str, parts: Iterable[str]) -> Measured:
    """Every quantity for one submission under one secret; "lost" counts checks that did not pass."""
    found: Measured = {"lost": 0}

    def listen(part: str, results: list[CheckResult], session: Session) -> None:
        found["lost"] += sum(result.outcome != PASSED for result in results if result.part == part)
        if part in MEASURES:
            found.update(MEASURES[part](part, Recall(session)))

    recorder = _recording()
    with tempfile.TemporaryDirectory() as folder:
        grade(read_submission(_lay_out(style, Path(folder))), grader.workers(), secret=f"seed {seed}", parts=parts,
              explainer=listen)
    return found | {key: value for key, value in recorder.used.items() if not key.startswith("diagnosis")}


def _lay_out(style: str, folder: Path) -> Path:
    if style not in ("solution", *PREAMBLES):
        return right_folder(LAB) / style
    for file in LAB.files:
        text = (LAB.solution / file).read_text(encoding="utf-8")
        (folder / file).write_text(f"{PREAMBLES.get(style, '')}\n{text}", encoding="utf-8")
    return folder


def _bounds(part: str, look) -> Measured:
    seen = look(f"{part}.driven")
    low, high = (-1.0, 1.0) if part == "generator" else (0.0, 1.0)
    values = (rules.outputs(seen) - low) / (high - low)
    reach = max(float(values.min()), 1 - float(values.max()))
    middle = (seen.array("mid") if "mid" in seen else np.zeros(1)) * 2 - high - low
    on_bound = float((np.abs(np.abs(middle) / (high - low) - 1) < 1e-7).mean())
    seen = look(f"{part}.repeated")
    apart = float(np.abs(seen.array("once") - seen.array("twice")).max())
    found = {f"{part}: share of the range out of reach": reach, f"{part}: share on a bound": on_bound,
             f"{part}: difference between two calls": apart,
             f"{part}: departure from linear": rules.departure(look(f"{part}.superposed"), UNDO[part])}
    if part == "discriminator":
        cells = look("discriminator.influence").array("cells", 4)[:4].sum(1)
        found["discriminator: share of a corner cell's own quarter"] = min(discriminator.own_shares(cells))
    return found


UNDO = {"generator": np.arctanh, "discriminator": lambda values: np.log(values) - np.log1p(-values)}


def _steps(part: str, look) -> Measured:
    found = {}
    for name in ("first", "several", "strong"):
        step = steps.seen_step(look, name)
        for side in ("G", "D") if name != "strong" else ("D",):
            ratio = float(np.linalg.norm(step.update(side)) / np.linalg.norm(step.right(side)))
            found[f"training_step: angle of {side} (rad), {name}"] = step.off(side)
            found[f"training_step: stretch of {side}, {name}"] = abs(ratio - 1)
    return found


def _grey(part: str, look) -> Measured:
    records = dataset.levels(look)
    low, high = dataset.grey_map(records)
    off = [float(np.abs((marked_slices.ring_means(array) - low) / (high - low) * 255 - levels).max())
           for record, levels in zip(records, dataset.GREYS) for array in dataset.arrays(record)]
    found, files = dataset.upright(look)
    likeness = [max(dataset.likeness(array, picture) for picture in files) for array in dataset.arrays(found[0])]
    return {"dataset: ends of the grey scale off by": max(abs(low + 1), abs(high - 1)),
            "dataset: grey levels off by": max(off), "dataset: correlation of a slice with its file": min(likeness)}


def _falls(part: str, look) -> Measured:
    falls = [overfit.fall(look, "before", "trained"), overfit.fall(look, "unseen_before", "unseen", unseen=True)]
    return {"overfit: L1 after, of before": falls[0][1] / falls[0][0],
            "overfit: L1 on new slices, of before": falls[1][1] / falls[1][0],
            "overfit: variation between heads": overfit.varies(look, "trained")}


def _likeness(part: str, look) -> Measured:
    likeness = [inference.likeness_of(look, panel) for panel in inference.shown_panels(look)]
    return {"inference: correlation of a panel with its slice": min(max(found.values()) for found in likeness),
            "inference: colour of a panel": max(
                float(np.ptp(panel.array("picture", 3), axis=-1).mean()) for panel in inference.shown_panels(look))}


MEASURES = {"dataset": _grey, "generator": _bounds, "discriminator": _bounds, "training_step": _steps,
            "overfit": _falls, "inference": _likeness}
# Quantity (by a part of its name) -> threshold, and whether right work stays below it.
THRESHOLDS = {USED: (1.0, True), "out of reach": (rules.OUT_OF_REACH, True), "on a bound": (rules.ON_BOUND, True),
              "two calls": (rules.ALIKE, True), "from linear": (rules.LINEAR, False),
              "own quarter": (discriminator.OWN_QUARTER, False), "(rad)": (steps.ANGLE, True),
              "stretch": (steps.STRETCH, True), "of before": (overfit.FALLEN, True),
              "between heads": (overfit.VARIES, False),
              "ends of the grey": (dataset.ENDS, True), "grey levels": (dataset.LEVEL, True),
              "with its file": (dataset.LIKE, False), "with its slice": (inference.LIKE, False),
              "colour": (inference.COLOUR, True)}


def summarise(records: dict[tuple[int, str], Measured]) -> list[str]:
    """A line for each quantity: threshold, and the nearest value with its style and seed."""
    lines = []
    for quantity in sorted({name for record in records.values() for name in record} - {"lost"}):
        limit, below = next(rule for words, rule in THRESHOLDS.items() if words in quantity)
        values = {key: record[quantity] for key, record in records.items() if quantity in record}
        key = (max if below else min)(values, key=values.get)
        lines.append(f"| {quantity} | {'<' if below else '>'} {limit:g} | {values[key]:.3g} | {key[1]} | "
                     f"{np.median(list(values.values())):.3g} |")
    return lines


def flips(records: dict[tuple[int, str], Measured]) -> dict[tuple[int, str], int]:
    """The gradings of right work in which a check did not pass."""
    return {key: int(record["lost"]) for key, record in records.items() if record["lost"]}


@click.command()
@click.option("--seeds", type=click.IntRange(1), default=200)
@click.option("--first", type=click.IntRange(0), default=0, help="The first seed.")
@click.option("--styles", default="solution", help="Comma-separated, or `all`.")
@click.option("--part", "parts", multiple=True, type=click.Choice(list(LAB.part)))
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(seeds: int, first: int, styles: str, parts: tuple[str, ...], jobs: int | None) -> None:
    """Margins of the thresholds."""
    names = sorted(path.name for path in right_folder(LAB).iterdir()) if styles == "all" else styles.split(",")
    chosen = parts or tuple(name for name in LAB.part if name != "overfit")
    keys = [(seed, style) for seed in range(first, first + seeds) for style in names]
    with grader.pool(jobs or os.cpu_count() or 1, "auto") as pool:
        records = dict(zip(keys, pool.map(partial(measure, parts=chosen), *zip(*keys))))
    print("| quantity | threshold | nearest | in | median |\n|---|---|---|---|---|")
    print("\n".join(summarise(records)))
    print(f"{len(records)} gradings, right work rejected in {len(flips(records))}: {flips(records)}")


if __name__ == "__main__":
    main()
