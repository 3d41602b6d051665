"""Let a PairedMedicalDataset read folders of slices, and record what it returns."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from autograder.experiments import Seen, experiment

MAX_ELEMENTS, THIN = 2**20, 4


@experiment("PairedMedicalDataset")
def plain(seen: Seen, student: dict, modules: list, folders: dict, again: int) -> None:
    """Equally long folders: kind, length, every pair, one pair many times, a batch."""
    dataset = open_dataset(student["PairedMedicalDataset"], lay_out(folders))
    seen["is_dataset"] = issubclass(type(dataset), Dataset)  # __class__ may be forged
    seen.attempt("length", lambda: int(len(dataset)))
    length = len(folders["t1"]["names"])
    held = _read_items(seen, dataset, range(length))
    seen.attempt("again", lambda: [_pair(dataset[1]) for _ in range(again)])
    seen["kept"] = all(_same(item, record["pair"]) for item, record in zip(held, seen["pairs"]) if "pair" in record)
    _thin(seen["pairs"])
    seen.attempt("batch", lambda: type(next(iter(DataLoader(dataset, batch_size=2)))).__name__)


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
    seen["pairs"], held = [], []
    for index in indices:
        record = Seen(seen.labels, seen.folder)
        held.append(None)

        def read(index: int = index) -> dict[str, Any]:
            held[-1] = dataset[index]
            return _pair(held[-1])

        record.attempt("pair", read)
        seen["pairs"].append(record)
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
    """A returned pair as plain values: its own type, and type, dtype, shape, array of each member."""
    members = list(item.values()) if isinstance(item, dict) else item
    members = list(members[:4]) if isinstance(members, (tuple, list)) else [members]
    return {"type": type(item).__name__, "members": [_member(member) for member in members]}


def _member(value: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"type": type(value).__name__, "dtype": "", "shape": [],
                              "is_tensor": isinstance(value, torch.Tensor)}
    if isinstance(value, torch.Tensor):
        record.update(dtype=str(value.dtype), shape=list(value.shape))
        if value.numel() <= MAX_ELEMENTS:
            record["array"] = value.detach().to("cpu", torch.float32).contiguous().numpy().copy()
        return record
    array = np.asarray(value)
    if array.dtype.kind in "fiub" and array.size <= MAX_ELEMENTS:
        record.update(dtype=str(array.dtype), shape=list(array.shape), array=array.astype(np.float32))
    return record
