"""How far right and wrong work stay from the thresholds of checks that have one, over many secrets.

    python -m autograder.stability --seeds 30              the solution and one style of each kind
    python -m autograder.stability --seeds 5 --styles all  every right style of tests/corpus/right

A worker always computes with one thread (worker.prepare), so their number changes no verdict.

Prints, for each measured quantity, its threshold and the value nearest to it. What was measured is
written down in autograder/checks/THRESHOLDS.md.
"""
from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click
import numpy as np

from autograder import batch
from autograder.checks import networks
from autograder.checks import test_overfit as overfit
from autograder.checks import test_training_step as steps
from autograder.diagnosis.building import ROOT
from autograder.diagnosis.evidence import Recall
from autograder.examination import Examination
from autograder.grading import grade
from autograder.submission import read_submission
from autograder.verdict import PASSED, CheckResult

RIGHT = ROOT / "tests" / "corpus" / "right"
STYLES = ("unet_small", "slow_learner", "upsample_softsign", "weight_norm_clamped_sigmoid")
PARTS = ("generator", "discriminator", "training_step", "overfit")


def measure(seed: int, style: str, parts: Iterable[str]) -> dict[str, float]:
    """Every quantity for one submission under one secret; "lost" counts checks that did not pass."""
    found: dict[str, float] = {"lost": 0}

    def listen(part: str, results: list[CheckResult], examination: Examination) -> None:
        found["lost"] += sum(result.outcome != PASSED for result in results if result.part == part)
        try:
            found.update(MEASURES[part](part, Recall(examination)))
        except Exception as error:  # the run goes on; what could not be measured is told
            print(f"{style}, seed {seed}, {part}: {type(error).__name__}: {error}")

    folder = ROOT / "solution" if style == "solution" else RIGHT / style
    grade(read_submission(folder), batch.workers(), secret=f"seed {seed}", parts=parts, explainer=listen)
    return found


def _bounds(part: str, look) -> dict[str, float]:
    seen = look(f"{part}.driven")
    low, high = (-1.0, 1.0) if part == "generator" else (0.0, 1.0)
    values = (networks.outputs(seen) - low) / (high - low)
    reach = max(float(values.min()), 1 - float(values.max()))
    middle = seen.array("mid") if "mid" in seen else np.zeros(1)
    on_bound = float((np.abs(np.abs(2 * middle - high - low) / (high - low) - 1) < 1e-7).mean())
    return {f"{part}: share of the range out of reach": reach, f"{part}: share on a bound": on_bound}


def _angles(part: str, look) -> dict[str, float]:
    step = steps._step(look)
    return {f"training_step: angle of {side} (rad)": step.off(side) for side in ("G", "D")}


def _falls(part: str, look) -> dict[str, float]:
    before = overfit._distance(look, "before")
    outputs, _ = overfit._pictures(look, "trained")
    varies = max(float((output - output.mean(0)).std() / max(output.std(), 1e-12)) for output in outputs)
    return {"overfit: L1 after, of before": overfit._distance(look, "trained") / before,
            "overfit: L1 on new slices, of before": overfit._distance(look, "unseen", unseen=True) / before,
            "overfit: variation between heads": varies}


MEASURES = {"generator": _bounds, "discriminator": _bounds, "training_step": _angles, "overfit": _falls}
# Quantity (by its ending) -> threshold and whether right work stays below it.
THRESHOLDS = {"out of reach": (networks.OUT_OF_REACH, True),
              "on a bound": (networks.ON_BOUND, True), "(rad)": (steps.ANGLE, True),
              "of before": (overfit.FALLEN, True), "between heads": (overfit.VARIES, False)}


def summarise(records: dict[tuple[int, str], dict[str, float]]) -> list[str]:
    """A line for each quantity: threshold, and the nearest value with its style and seed."""
    lines = []
    for quantity in sorted({name for record in records.values() for name in record} - {"lost"}):
        limit, below = next(rule for ending, rule in THRESHOLDS.items() if quantity.endswith(ending))
        values = {key: record[quantity] for key, record in records.items() if quantity in record}
        key = (max if below else min)(values, key=values.get)
        lines.append(f"| {quantity} | {'<' if below else '>'} {limit:g} | {values[key]:.3g} | {key[1]} | "
                     f"{np.median(list(values.values())):.3g} |")
    return lines


@click.command()
@click.option("--seeds", type=click.IntRange(1), default=30)
@click.option("--styles", default=",".join(("solution", *STYLES)), help="Comma-separated, or `all`.")
@click.option("--part", "parts", multiple=True, type=click.Choice(PARTS))
@click.option("--jobs", type=click.IntRange(1), default=None)
def main(seeds: int, styles: str, parts: tuple[str, ...], jobs: int | None) -> None:
    """Margins of the thresholds."""
    names = sorted(path.name for path in Path(RIGHT).iterdir()) if styles == "all" else styles.split(",")
    keys = [(seed, style) for seed in range(seeds) for style in names]
    with batch.pool(jobs or os.cpu_count() or 1, "auto") as pool:
        found = pool.map(partial(measure, parts=parts or PARTS), *zip(*keys))
        records = dict(zip(keys, found))
    print("| quantity | threshold | nearest | in | median |\n|---|---|---|---|---|")
    print("\n".join(summarise(records)))
    lost = {key: int(record["lost"]) for key, record in records.items() if record["lost"]}
    print(f"{len(records)} gradings, right work rejected in {len(lost)}: {lost}")


if __name__ == "__main__":
    main()
