"""Folders of slices for the checks of `dataset`, and how the returned pairs are read."""
from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

from autograder.grading.observations import Observations, as_array, need
from autograder.i18n.messages import say
from autograder.labs.phantoms import phantom
from autograder.labs.t1t2 import marked_slices

PAIRS = 8
AGAIN = 12
OTHERS = 3  # pairs of the second dataset; their numbers go on where those of the first one end
LEVELS = [0, 36, 73, 109, 146, 182, 219, 255]
FAINT = [70, 84, 99, 105, 116, 121, 133, 140]
KINDS = ("RGB", "palette", "RGBA", "LA")
GREYS = [LEVELS, FAINT]
T2_MARK = 16  # added to a pair's number where the slice is a T2 slice


def names(count: int) -> list[str]:
    return [f"slice_{10 + 7 * index:03d}.png" for index in range(count)]


def names_of_people() -> list[str]:
    """Names of PAIRS slices of three people: their order is not that of the slices' own numbers."""
    return [f"p{index // 3 + 1}_{(50, 20, 70)[index // 3] + 3 * index:03d}.png" for index in range(PAIRS)]


def marked_folders(look) -> dict:
    """Marked pairs; files are created in an order that is neither theirs nor its reverse."""
    order = list(look.rng("dataset.creation").permutation(PAIRS))
    while order in (sorted(order), sorted(order, reverse=True)):
        order = order[1:] + order[:1]
    return {side: marked_slices.folder({
        names_of_people()[index]: marked_slices.png(marked_slices.marked(index + mark)) for index in order})
        for side, mark in (("t1", 0), ("t2", T2_MARK))}


def plain(look) -> Observations:
    return look("dataset.plain", lambda: {"folders": marked_folders(look), "others": _other_folders(), "again": AGAIN})


def _other_folders() -> dict:
    return {side: marked_slices.folder({name: marked_slices.png(marked_slices.marked(PAIRS + index + mark))
                                   for index, name in enumerate(names(OTHERS))})
            for side, mark in (("t1", 0), ("t2", T2_MARK))}


def other(seen: Observations) -> Observations | None:
    """What was seen of the second dataset, if it was opened."""
    return seen.branch("other") if "other" in seen else None


def need_read(seen: Observations) -> None:
    """A pair that is the same whatever the files hold shows nothing, however right its shape is."""
    second = other(seen)
    records = [*seen.branches("pairs")[:1], *(second.branches("pairs") if second and "pairs" in second else
                                              seen.branches("pairs")[1:])]
    first, *others = [pictures(record["pair"]["members"]) for record in records if "pair" in record] or [[]]
    marked = any(marked_slices.read_mark(picture) is not None for picture in first)
    need(marked or not first or not others or not all(alike(first, one) for one in others),
         say("The slices are the same whatever the files hold."))


def members(record: Observations) -> list[Observations]:
    members = record.branch("pair").branches("members")
    need(len(members) >= 2, say("An item holds no pair of slices."))
    return members[:2]


def arrays(record: Observations) -> list[np.ndarray]:
    """The pair's two pictures as arrays (..., H, W); a trailing channel axis is moved to the front."""
    arrays = [member.array("array") for member in members(record)]
    return [np.moveaxis(array, -1, -3) if array.ndim >= 3 and array.shape[-1] in (1, 3)
            else array for array in arrays]


def marks(seen: Observations, count: int) -> list[tuple[int | None, int | None]]:
    """The marks of the first `count` pairs."""
    return [tuple(map(marked_slices.read_mark, arrays(record)))
            for record in seen.branches("pairs")[:count]]


def read_first(seen: Observations) -> tuple[int | None, int | None]:
    """The numbers of the slices of index 1 where it was the first to be read."""
    pair = marks(seen.branch("unread"), 1)[0] if "unread" in seen else (None, None)
    return tuple(None if mark is None else mark % T2_MARK for mark in pair)


def mark_of(record: Observations, index: int) -> int:
    """The number (0..3) of a returned slice by its mark, by its place where that can't be read."""
    if record.error("pair"):
        return index
    mark = marked_slices.read_mark(arrays(record)[0])
    return index if mark is None else mark % len(KINDS)


def recognised(marks: list) -> list[tuple[int, int]]:
    need(marks and all(mark is not None for pair in marks for mark in pair),
         say("The slices that were returned could not be recognised."))
    return marks


def levels(look) -> list[Observations]:
    """A pair that holds the whole grey scale and one of faint contrast, each alone in its folder."""
    def folders(greys: list[int]) -> dict:
        return {side: marked_slices.folder({"slice_010.png": marked_slices.png(marked_slices.rings(greys))})
                for side in ("t1", "t2")}

    return [look("dataset.pictures", lambda greys=greys: {"folders": folders(greys), "again": 1},
                 case=str(greys)).branches("pairs")[0] for greys in GREYS]


def grey_map(records: list[Observations]) -> tuple[float, float]:
    """What 0 and 255 became in the slice of the pair where they came out furthest off."""
    ends = np.array([marked_slices.ring_means(array)[[0, -1]] for array in arrays(records[0])])
    return tuple(ends[np.abs(ends - [-1, 1]).max(1).argmax()])


def stored_as(index: int) -> Image.Image:
    """The marked slice of this number, stored as KINDS[index]."""
    plain = marked_slices.marked(index)
    if KINDS[index] != "palette":
        return Image.fromarray(plain).convert(KINDS[index])
    picture = Image.fromarray(255 - plain).convert("P")
    picture.putpalette([255 - level for level in range(256) for _ in range(3)])
    return picture


def whole(array: np.ndarray) -> bool:
    """True where the picture shows all the rings of a marked slice in their places."""
    means = marked_slices.ring_means(array)
    if marked_slices.read_mark(array) is None:
        return False
    outer = (means[-1] - means[0]) / (means[1] - means[0])
    return abs(outer - 128 / 255) < 0.15


def likeness(array: np.ndarray, picture: np.ndarray) -> float:
    """Absolute correlation of a returned slice with its file; 0 where their sizes differ."""
    array = as_array(array, "array")
    array = array.reshape(-1, *array.shape[-2:]).mean(0) if array.ndim >= 2 else array
    if array.shape != picture.shape or not np.isfinite(array).all() or array.std() < 1e-9:
        return 0.0
    return abs(float(np.corrcoef(array.ravel(), picture.ravel().astype(float))[0, 1]))


def pictures(members: list) -> list[np.ndarray]:
    return [as_array(member["array"], "array") for member in members
            if isinstance(member, dict) and "array" in member]


def alike(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return len(one) == len(other) and all(map(np.array_equal, one, other))


# How far the ends of the grey scale may be off, in units of the slices; how far a grey level, of 255; the
# least correlation of a returned slice with its file.
ENDS, LEVEL, LIKE = 2 / 255 + 1e-3, 1.6, 0.98


def upright(look) -> tuple[list[Observations], tuple[np.ndarray, np.ndarray]]:
    """One pair of phantom slices, read many times; and the slices themselves."""
    t1, t2 = _phantom(int(look.rng("dataset.upright").integers(2**31)))
    seen = look("dataset.pictures", lambda: {"again": AGAIN, "folders": {
        side: marked_slices.folder({"slice_010.png": marked_slices.png(picture)})
        for side, picture in (("t1", t1), ("t2", t2))}}, case="upright")
    return seen.branches("pairs"), (t1, t2)


@lru_cache(maxsize=4)
def _phantom(seed: int) -> tuple[np.ndarray, np.ndarray]:
    return phantom(seed)
