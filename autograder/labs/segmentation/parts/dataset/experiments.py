"""Let a SegmentationDataset read folders of slices and masks, and record what it returns."""
from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from torch.utils.data import DataLoader, Dataset

from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

THIN, THICK = 4, 64  # of pictures of so many pixels a side, every fourth row and column tells them apart
SIDES = ("images", "masks")


@experiment("SegmentationDataset")
def plain(seen: Seen, student: dict, modules: list, folders: dict, others: dict, again: int) -> None:
    """Equally long folders, all arguments left out: kind, length, every pair, one pair many times, a batch.

    others: folders of a second dataset; it is opened once the first one has been read, as that of a test set is.
    """
    dataset = open_dataset(student["SegmentationDataset"], lay_out(folders))
    seen["is_dataset"] = arrays.is_a(dataset, Dataset)
    seen.attempt("length", lambda: int(len(dataset)))
    held = _read(seen, dataset, range(len(folders["images"]["names"])))

    def readings() -> list[dict[str, Any]]:
        first = _pair(dataset[1])
        other = open_dataset(student["SegmentationDataset"], lay_out(others))
        seen["other"] = _pair(other[0])
        return [first, *(_pair(dataset[1]) for _ in range(again - 1))]

    seen.attempt("again", readings)
    read = [(item, record["pair"]) for item, record in zip(held, seen["pairs"]) if "pair" in record]
    if read:
        seen["kept"] = all(_same(_pair(item), before) for item, before in read)
    _thin([*(before for _, before in read), *seen.get("again", []), seen.get("other", {})])
    seen.attempt("batch", lambda: type(next(iter(DataLoader(dataset, batch_size=2)))).__name__)


@experiment("SegmentationDataset")
def unequal(seen: Seen, student: dict, modules: list, folders: dict) -> None:
    """Folders whose names are not all the same: whether it opens, the length, the pairs."""
    opened: list[Any] = []

    def length() -> int:
        opened.append(open_dataset(student["SegmentationDataset"], lay_out(folders)))
        return int(len(opened[0]))

    seen.attempt("length", length)
    if "length" in seen:
        _read(seen, opened[0], range(max(0, min(seen["length"], len(folders["images"]["names"])))))
        _thin(record["pair"] for record in seen["pairs"] if "pair" in record)


@experiment("SegmentationDataset")
def junk(seen: Seen, student: dict, modules: list, folders: dict) -> None:
    """Folders that also hold files that are no slices."""
    dataset = open_dataset(student["SegmentationDataset"], lay_out(folders))
    seen.attempt("length", lambda: int(len(dataset)))
    _read(seen, dataset, range(max(0, min(seen.get("length", 0), len(folders["images"]["names"])))))
    _thin(record["pair"] for record in seen["pairs"] if "pair" in record)


@experiment("SegmentationDataset")
def pictures(seen: Seen, student: dict, modules: list, folders: dict, size: int = 0) -> None:
    """Every pair as it is returned, at this size (0: at the size that it takes by itself)."""
    options = {"size": size} if size else {}
    dataset = open_dataset(student["SegmentationDataset"], lay_out(folders), **options)
    _read(seen, dataset, range(len(folders["images"]["names"])))


@experiment("SegmentationDataset")
def flips(seen: Seen, student: dict, modules: list, folders: dict, again: int) -> None:
    """With flip=True, the first pair many times."""
    dataset = open_dataset(student["SegmentationDataset"], lay_out(folders), flip=True)
    _read(seen, dataset, [0] * again)
    _thin(record["pair"] for record in seen["pairs"] if "pair" in record)


def _read(seen: Seen, dataset: Any, indices: Iterable[int]) -> list[Any]:
    """One record an index; a pair that raises does not hide the others. What was returned, None for those."""
    records, held = [], []
    for index in indices:
        record = Seen(seen.labels, seen.folder)
        held.append(None)

        def read(index: int = index) -> dict[str, Any]:
            held[-1] = dataset[index]
            return _pair(held[-1])

        record.attempt("pair", read)
        records.append(record)
    seen["pairs"] = records
    return held


def _pair(item: Any) -> dict[str, Any]:
    """A returned pair as plain values: its type, whether that is a pair's, and a record of each member."""
    members = list(item.values()) if arrays.is_a(item, dict) else item
    members = list(members[:4]) if arrays.is_a(members, (tuple, list)) else [members]
    return {"type": type(item).__name__, "is_sequence": arrays.is_a(item, (tuple, list)),
            "members": [arrays.described(member) for member in members]}


def _same(now: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a pair still is as it was when it was read."""
    return all(np.array_equal(one["array"], other["array"], equal_nan=True) for one, other
               in zip(now["members"], before["members"]) if "array" in one and "array" in other)


def _thin(pairs: Iterable[dict[str, Any]]) -> None:
    """Leave every fourth row and column of large pictures that are only to be told apart."""
    for pair in pairs:
        for member in pair.get("members", []):
            shape = member["shape"]
            if "array" in member and len(shape) >= 2 and min(shape[-2:]) >= THICK:
                member["array"] = np.ascontiguousarray(member["array"][..., THIN // 2::THIN, THIN // 2::THIN])


def lay_out(folders: dict) -> list[str]:
    """Write the folders below the scratch folder, in the given order; their two paths."""
    base = Path(os.getcwd()) / f"slices-{len(os.listdir('.'))}"
    for side in SIDES:
        (base / side).mkdir(parents=True)
        for name, blob in zip(folders[side]["names"], folders[side]["blobs"]):
            target = base / side / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(blob.tobytes())
    return [str(base / side) for side in SIDES]


def open_dataset(kind: Any, paths: list[str], **options: Any) -> Any:
    """The dataset, given its folders as str; as Path where str is not understood."""
    try:
        return kind(*paths, **options)
    except (TypeError, AttributeError):
        return kind(*map(Path, paths), **options)
