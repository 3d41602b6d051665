"""Many subjects to one data folder: which ones, in which split, and the lists that say so."""
from __future__ import annotations

import csv
import hashlib
import math
import multiprocessing
import multiprocessing.connection
import os
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from preparation.archives import Pair
from preparation.subjects import UNFINISHED, Recipe, prepare

MANIFEST, SKIPPED, NOTICE = "manifest.csv", "skipped.csv", "NOTICE.txt"
COLUMNS = ["split", "name", "person", "site", "t2_slice", "slice_mm", "t1", "t2", "t1_sha256", "t2_sha256",
           "top_t1", "top_t2", "mi_before", "mi_after", "moved_mm", "turned_degrees", "remark"]
ATTRIBUTION = """\
Slices made from the IXI data set (https://brain-development.org/ixi-dataset/),
Creative Commons CC BY-SA 3.0: keep this notice, and share what you make of them under the same licence.
Changes: T1 resampled onto the T2's slice planes (rigidly registered where {manifest} says so), axial slices
chosen, cut to 256x256 pixels of {pixel_mm} mm, grey values windowed per volume and stored in 8 bits.
"""


class NotOurs(Exception):
    """The folder to write holds something that this program has not made."""


def draw_order(pairs: list[Pair], seed: int) -> list[Pair]:
    """The order in which subjects are taken: drawn by seed, the same whoever else is there."""
    def lot(pair: Pair) -> tuple[str, str]:
        return hashlib.sha256(f"{seed}:{pair.person}".encode()).hexdigest(), pair.scan
    return sorted(pairs, key=lot)


def slices_each(pairs: int, persons: int, least: int) -> int:
    """How many slices of a subject make up that many pairs; more than `least` if persons are few."""
    return max(least, math.ceil(pairs / max(persons, 1)))


def prepare_all(order: list[Pair], recipe: Recipe, room: Path, wanted: int, jobs: int,
                listener: Callable[[dict], None]) -> list[dict]:
    """Records in the drawn order, until their slices are `wanted`; problems are among them.

    Which subjects these are depends on no clock: work that is ahead is left unused.
    """
    for left in room.glob(f"*{UNFINISHED}"):
        shutil.rmtree(left, ignore_errors=True)
    records, total = [], 0
    for record in _in_order(order, recipe, room, jobs):
        listener(record)
        records.append(record)
        total += len(record.get("slices", []))
        if total >= wanted:
            break
    return records


def _in_order(order: list[Pair], recipe: Recipe, room: Path, jobs: int) -> Iterator[dict]:
    if jobs == 1:
        yield from (prepare(pair, recipe, room) for pair in order)
        return
    # spawn: a forked SimpleITK may wait for threads that the fork has not taken along.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _end_with_parent) as workers:
        ahead, coming = deque(), iter(order)
        try:
            for pair in coming:
                ahead.append(workers.submit(prepare, pair, recipe, room))
                if len(ahead) >= 2 * jobs:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()


def _end_with_parent() -> None:
    """A worker whose parent is killed ends as well, and does not go on beside the run that takes its place."""
    def wait() -> None:
        multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def split_persons(records: list[dict], test_share: float) -> dict[str, str]:
    """Person -> "train" or "test". The first in the drawn order are tested on: at least one of two."""
    persons = list(dict.fromkeys(record["scan"].split("-")[0] for record in records if "slices" in record))
    tests = min(len(persons) - 1, max(1, round(test_share * len(persons)))) if test_share > 0 else 0
    return {person: "test" if place < tests else "train" for place, person in enumerate(persons)}


def assemble(records: list[dict], splits: dict[str, str], skipped: dict[str, str], recipe: Recipe,
             room: Path, out: Path) -> None:
    """Makes the data folder beside its place and moves it there when it is whole. Raises NotOurs."""
    check_ours(out)
    unfinished = out.with_name(out.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    for split in ("train", "test"):
        for letter in "AB":
            (unfinished / (split + letter)).mkdir(parents=True)
    used = [record for record in records if "slices" in record]
    for record in used:
        for letter in "AB":
            for name in record["slices"]:
                folder = unfinished / (splits[record["scan"].split("-")[0]] + letter)
                _link(room / record["scan"] / letter / name, folder / name)
    problems = {record["scan"]: record["problem"] for record in records if "problem" in record}
    _write_table(unfinished / MANIFEST, COLUMNS, _rows(used, splits))
    _write_table(unfinished / SKIPPED, ["subject", "why"],
                 [{"subject": name, "why": why} for name, why in sorted({**skipped, **problems}.items())])
    notice = ATTRIBUTION.format(manifest=MANIFEST, pixel_mm=recipe.pixel_mm)
    (unfinished / NOTICE).write_text(notice, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    os.replace(unfinished, out)


def check_ours(out: Path) -> None:
    """Raises NotOurs where out holds anything and no manifest of this program."""
    if out.exists() and not (out / MANIFEST).is_file() and any(out.iterdir()):
        raise NotOurs(f"{out} holds something else; name another folder with --out")


def _link(source: Path, target: Path) -> None:
    """One file under two names where the disk can do that, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _rows(records: list[dict], splits: dict[str, str]) -> list[dict]:
    rows = []
    for record in records:
        person, site, _ = record["scan"].split("-")
        common = {column: _short(record[column]) for column in COLUMNS if column in record}
        rows += [{**common, "split": splits[person], "name": name, "person": person, "site": site, "t2_slice": index}
                 for name, index in zip(record["slices"], record["indices"])]
    return sorted(rows, key=lambda row: (row["split"], row["name"]))


def _short(value: object) -> object:
    return f"{value:.4f}" if isinstance(value, float) else value


def _write_table(path: Path, columns: list[str], rows: list[dict]) -> None:
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(rows)
