"""Let a PairedMedicalDataset read folders of slices, and record what it returns."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from torch.utils.data import DataLoader, Dataset

from autograder.labs.t1t2.networks import experiments
from autograder.worker import arrays
from autograder.worker.experiments import Seen, experiment

THIN = 4


@experiment("PairedMedicalDataset")
def plain(seen: Seen, student: dict, modules: list, folders: dict, others: dict, again: int) -> None:
    """Equally long folders: kind, length, every pair, one pair many times, a batch; "other": a second dataset;
    "unread": where all pairs were the same, that of index 1 of one of which nothing was read before.

    others: the second dataset's folders; it is opened once the first one has been read, as that of the test set is.
    """
    luck = experiments.luck()
    paths = lay_out(folders)
    dataset = open_dataset(student["PairedMedicalDataset"], paths)
    seen["is_dataset"] = arrays.is_a(dataset, Dataset)
    seen.attempt("length", lambda: int(len(dataset)))
    held = _read_items(seen, dataset, range(len(folders["t1"]["names"])))

    def readings() -> list[dict[str, Any]]:
        first = _pair(dataset[1])
        seen["other"] = _other(seen, student, others, luck)
        return [first, *(_pair(dataset[1]) for _ in range(again - 1))]

    seen.attempt("again", readings)
    read = [(item, record["pair"]) for item, record in zip(held, seen["pairs"]) if "pair" in record]
    if read:
        seen["kept"] = all(_same(*pair) for pair in read)
    one_for_all = bool(read) and all(_same(item, read[0][1]) for item, _ in read)
    _thin(seen["pairs"])
    seen.attempt("batch", lambda: type(next(iter(DataLoader(dataset, batch_size=2)))).__name__)
    if one_for_all:
        unread = Seen(seen.labels, seen.folder)
        _read_items(unread, _Opened(student["PairedMedicalDataset"], paths), [1])
        if "pair" in unread["pairs"][0]:
            _thin(unread["pairs"])
            seen["unread"] = unread


class _Opened:
    """A dataset that is opened when it is first read."""

    def __init__(self, kind: Any, paths: tuple[str, str]) -> None:
        self._kind, self._paths = kind, paths

    def __getitem__(self, index: int) -> Any:
        return open_dataset(self._kind, self._paths)[index]


def _other(seen: Seen, student: dict, folders: dict, luck: list) -> Seen:
    """The length and the first pair of a second dataset, with the first one's luck: what comes out otherwise then is
    not made of random numbers alone.
    """
    other, opened = Seen(seen.labels, seen.folder), []

    def length() -> int:
        opened.append(open_dataset(student["PairedMedicalDataset"], lay_out(folders)))
        return int(len(opened[0]))

    experiments.restore(luck)
    other.attempt("length", length)
    if opened:
        _read_items(other, opened[0], [0])
        _thin(other["pairs"])
    return other


@experiment("PairedMedicalDataset")
def pictures(seen: Seen, student: dict, modules: list, folders: dict, again: int) -> None:
    """Folders of one pair each: read it several times."""
    dataset = open_dataset(student["PairedMedicalDataset"], lay_out(folders))
    _read_items(seen, dataset, [0] * again)


@experiment("PairedMedicalDataset")
def junk(seen: Seen, student: dict, modules: list, folders: dict) -> None:
    """Folders that also hold files that are no slices."""
    _folder_pairs(seen, student, folders)
    _thin(seen["pairs"])


@experiment("PairedMedicalDataset")
def sizes(seen: Seen, student: dict, modules: list, folders: dict) -> None:
    """Slices of other sizes than 256x256."""
    _folder_pairs(seen, student, folders)
    _thin(seen["pairs"])


@experiment("PairedMedicalDataset")
def modes(seen: Seen, student: dict, modules: list, folders: dict) -> None:
    """Slices stored as colour, palette or with an alpha channel."""
    _folder_pairs(seen, student, folders)
    _thin(seen["pairs"])


@experiment("PairedMedicalDataset")
def unequal(seen: Seen, student: dict, modules: list, longer_t1: dict, longer_t2: dict) -> None:
    """Folders of different length, either way round: the length, or what is raised."""
    for name, folders in (("longer_t1", longer_t1), ("longer_t2", longer_t2)):
        seen.attempt(name, lambda folders=folders: int(len(open_dataset(
            student["PairedMedicalDataset"], lay_out(folders)))))


@experiment("PairedMedicalDataset")
def shown(seen: Seen, student: dict, modules: list, folders: dict) -> None:
    """One pair as it is loaded, for a picture; nothing is graded by it."""
    _folder_pairs(seen, student, folders)


def _folder_pairs(seen: Seen, student: dict, folders: dict) -> None:
    dataset = open_dataset(student["PairedMedicalDataset"], lay_out(folders))
    seen.attempt("length", lambda: int(len(dataset)))
    _read_items(seen, dataset, range(len(folders["t1"]["names"])))


def _read_items(seen: Seen, dataset: Any, indices: Any) -> list[Any]:
    """One record an index; a pair that raises does not hide the others. What was returned, None for those."""
    pairs, held = [], []
    for index in indices:
        record = Seen(seen.labels, seen.folder)
        held.append(None)

        def read(index: int = index) -> dict[str, Any]:
            held[-1] = dataset[index]
            return _pair(held[-1])

        record.attempt("pair", read)
        pairs.append(record)
    seen["pairs"] = pairs
    return held


def _thin(records: list[Seen]) -> None:
    """Leave every fourth row and column of slices that are only to be told apart; what has another shape, whole."""
    for record in records:
        for member in record["pair"]["members"] if "pair" in record else []:
            if "array" in member and member["shape"] == [1, 256, 256]:
                member["array"] = member["array"][:, THIN // 2::THIN, THIN // 2::THIN]


def _same(item: Any, before: dict[str, Any]) -> bool:
    """Whether a pair still is as it was when it was read."""
    return all(np.array_equal(now.get("array"), then.get("array"), equal_nan=True) if "array" in then else True
               for now, then in zip(_pair(item)["members"], before["members"]))


def lay_out(folders: dict) -> tuple[str, str]:
    """Write the folders below the scratch folder, in the given order; their two paths."""
    base = Path(os.getcwd()) / f"slices-{len(os.listdir('.'))}"
    for side in ("t1", "t2"):
        (base / side).mkdir(parents=True)
        for name, blob in zip(folders[side]["names"], folders[side]["blobs"]):
            target = base / side / name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(blob.tobytes())
    return str(base / "t1"), str(base / "t2")


def open_dataset(kind: Any, paths: tuple[str, str]) -> Any:
    """The dataset, given its folders as str; as Path where str is not understood."""
    try:
        return kind(*paths)
    except (TypeError, AttributeError):
        return kind(*map(Path, paths))


def _pair(item: Any) -> dict[str, Any]:
    """A returned pair as plain values: its own type, whether that is a pair's, and a record of each member."""
    members = list(item.values()) if arrays.is_a(item, dict) else item
    members = list(members[:4]) if arrays.is_a(members, (tuple, list)) else [members]
    return {"type": type(item).__name__, "is_sequence": arrays.is_a(item, (tuple, list)),
            "members": [arrays.described(member) for member in members]}
