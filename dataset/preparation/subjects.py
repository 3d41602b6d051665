"""One subject: two volumes to a folder of paired slices and a record of how they came about."""
from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from PIL import Image

from preparation import cutting
from preparation.alignment import Alignment, align, covered, on_grid, resample, target_grid
from preparation.archives import Pair, Source
from preparation.volumes import OddVolume, digest, read_volume

VERSION = 2                # of the pictures: raise it when the same volumes give other bytes
SIZE = 256
RECORD, UNFINISHED = "record.json", ".part"


@dataclass(frozen=True)
class Recipe:
    """All that the pictures depend on beside the volumes."""

    slices: int
    pixel_mm: float = 0.9375          # IXI's own
    register: bool = True
    window_t1: float = 98.0           # percentile of the head that becomes white
    window_t2: float = 99.5


def prepare(pair: Pair, recipe: Recipe, room: Path) -> dict:
    """The subject's record, from its folder in room where that is finished, else made now.

    A record has either "slices" or "problem". Nothing that a volume holds can raise here.
    """
    folder = room / pair.scan
    wanted = {"version": VERSION, "recipe": asdict(recipe),
              "sources": [_stamp(source) for source in (pair.t1, pair.t2)]}
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        record = {}
    # A problem is tried again: memory or the disk may be better today.
    if record.get("wanted") == wanted and "slices" in record:
        return record
    room.mkdir(parents=True, exist_ok=True)
    # Of this process alone: a worker of an earlier run that was killed may still be at the same subject.
    unfinished = Path(tempfile.mkdtemp(prefix=f"{pair.scan}.", suffix=UNFINISHED, dir=room))
    record = {"scan": pair.scan, "wanted": wanted, **_attempt(pair, recipe, unfinished)}
    (unfinished / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(unfinished, folder)  # at once: a folder with this name is whole
    return record


def _stamp(source: Source) -> list:
    """Tells a changed file from the one that was read, without reading it again."""
    try:
        state = source.path.stat()
    except OSError:
        return [str(source.path), source.member]
    return [str(source.path), source.member, state.st_size, state.st_mtime_ns]


def _attempt(pair: Pair, recipe: Recipe, folder: Path) -> dict:
    try:
        return _cut(pair, recipe, folder)
    except OddVolume as problem:
        return {"problem": str(problem)}
    except (OSError, EOFError, tarfile.TarError, MemoryError) as error:
        return {"problem": f"cannot be read ({type(error).__name__}: {error})"}
    except Exception as error:  # one odd volume of 577 must not end the work; it is in the report
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"problem": f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"}


def _cut(pair: Pair, recipe: Recipe, folder: Path) -> dict:
    """Writes the subject's slices into folder/A and folder/B. Raises OddVolume."""
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)  # sums in one order; subjects are parallel
    t1, t1_digest = _read(pair.t1, "T1")
    t2, t2_digest = _read(pair.t2, "T2")
    t2 = sitk.DICOMOrient(t2, "LPS")  # rows to the back, columns to the left: radiological view
    mask = cutting.find_head(t2)
    grid = target_grid(t2, mask, recipe.pixel_mm, SIZE)
    alignment = align(t1, t2, mask, grid, recipe.register)
    head, coverage = on_grid(mask, grid), covered(t1, grid, alignment.transform)
    chosen = cutting.choose_slices(head, coverage, grid.GetSpacing()[2], recipe.slices)
    used = np.zeros(len(head), bool)
    used[chosen] = True
    tops = {}
    for letter, volume, percentile in (
            ("A", resample(t1, grid, alignment.transform), recipe.window_t1),
            ("B", resample(t2, grid), recipe.window_t2)):
        tops[letter] = cutting.window(volume[used], head[used], percentile)
        (folder / letter).mkdir()
        for index in chosen:
            picture = Image.fromarray(cutting.to_grey(volume[index], tops[letter]))
            picture.save(folder / letter / _name(pair, index))
    return {"slices": [_name(pair, index) for index in chosen], "indices": chosen,
            "t1": pair.t1.name, "t2": pair.t2.name, "t1_sha256": t1_digest, "t2_sha256": t2_digest,
            "top_t1": tops["A"], "top_t2": tops["B"], "slice_mm": grid.GetSpacing()[2],
            **_describe(alignment)}


def _name(pair: Pair, index: int) -> str:
    return f"{pair.scan}_z{index:03d}.png"


def _read(source: Source, modality: str) -> tuple[sitk.Image, str]:
    data = source.read()
    try:
        return read_volume(data), digest(data)
    except OddVolume as problem:
        raise OddVolume(f"{modality} {problem}") from None


def _describe(alignment: Alignment) -> dict:
    return {"mi_before": alignment.mi_before, "mi_after": alignment.mi_after,
            "moved_mm": alignment.moved_mm, "turned_degrees": alignment.turned_degrees,
            "remark": alignment.remark}
