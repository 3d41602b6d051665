"""Folders of slices and masks for the checks of `dataset`, and how the returned pairs are read."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Observations, as_array, need
from autograder.i18n.messages import say
from autograder.labs.segmentation import blocks
from autograder.labs.segmentation.settings import CLASSES, SIZE

PAIRS, AGAIN, OTHERS, DRAWS = 8, 6, 2, 256
FLIPPED = (79, 177)  # mirrored pairs out of DRAWS: right work is outside once in 10^9 times
GREYS = blocks.GREYS
FAINT = np.linspace(70, 140, len(GREYS)).round().astype(np.uint8)  # a slice of low contrast
SQUARE, OBLONG = (150, 90, 200), ((200, 128), (90, 160))  # pixels each way, of stored slices
SIZES = (96, 176)
LEVEL = 1.6  # of 255: how far a grey level may be off


def names(count: int) -> list[str]:
    """Of slices of three people: their order is not that of the slices' own numbers."""
    return [f"p{index // 3 + 1}_{(50, 20, 70, 10)[index // 3] + 3 * index:03d}.png" for index in range(count)]


def known(look) -> tuple[np.ndarray, np.ndarray]:
    """The patterns of all images and all masks, two arrays (PAIRS + OTHERS, BLOCKS, BLOCKS)."""
    return (blocks.patterns(look.rng("dataset.images"), GREYS, PAIRS + OTHERS),
            blocks.patterns(look.rng("dataset.masks"), blocks.LABELS, PAIRS + OTHERS))


def folders(look, files: dict[str, tuple[int, int | tuple[int, int]]]) -> dict:
    """name -> (number of its pattern, size), as folders of images and of masks, each created in an order of its own."""
    laid = {}
    for side, drawn in zip(("images", "masks"), known(look)):
        order = list(files)
        look.rng(f"dataset.creation.{side}").shuffle(order)
        laid[side] = blocks.folder({name: blocks.png(blocks.picture(drawn[files[name][0]], files[name][1]))
                                    for name in order})
    return laid


def plain(look) -> Observations:
    def draw() -> dict:
        files = {name: (index, SIZE) for index, name in enumerate(names(PAIRS + OTHERS))}
        first, rest = list(files)[:PAIRS], list(files)[PAIRS:]
        return {"folders": folders(look, {name: files[name] for name in first}),
                "others": folders(look, {name: files[name] for name in rest}), "again": AGAIN}

    return look("dataset.plain", draw)


def unequal(look) -> Observations:
    """Five images and five masks, of which four have a partner."""
    def draw() -> dict:
        laid = folders(look, {name: (index, SIZE) for index, name in enumerate(names(6))})
        for side, absent in (("images", names(6)[4]), ("masks", names(6)[1])):
            kept = [(name, blob) for name, blob in zip(laid[side]["names"], laid[side]["blobs"]) if name != absent]
            laid[side] = blocks.folder(dict(kept))
        return {"folders": laid}

    return look("dataset.unequal", draw)


def junk(look) -> Observations:
    """Three pairs among other files."""
    def draw() -> dict:
        laid = folders(look, {name: (index, SIZE) for index, name in enumerate(names(3))})
        text = np.frombuffer(b"not a slice", np.uint8)
        other = blocks.png(blocks.picture(known(look)[1][5], SIZE))
        for folder in laid.values():
            for name, blob in (("README.txt", text), (".DS_Store", text), ("p1_051.png.bak", other),
                               ("Thumbs.db", text), ("zzz/p9_999.png", text), ("labels.csv", text)):
                folder["names"].append(name)
                folder["blobs"].append(blob)
        return {"folders": laid}

    return look("dataset.junk", draw)


def levels(look) -> list[Observations]:
    """A slice that holds the whole grey scale and one of faint contrast, each alone in its folder."""
    def draw(values: np.ndarray) -> dict:
        grey = blocks.png(blocks.picture(values.reshape(blocks.BLOCKS, -1), SIZE))
        mask = blocks.png(blocks.picture(known(look)[1][0], SIZE))
        return {"folders": {"images": blocks.folder({"a.png": grey}), "masks": blocks.folder({"a.png": mask})}}

    return [look("dataset.pictures", lambda values=values: draw(values), case=name).branches("pairs")[0]
            for name, values in (("whole", GREYS), ("faint", FAINT))]


def stored_shapes() -> list[tuple[int, int]]:
    """Height and width of the stored slices that are to be resized: square ones, then others."""
    return [*((side, side) for side in SQUARE), *OBLONG]


def resized(look, size: int) -> Observations:
    """Slices of other sizes, asked for at this size. Of their masks the pattern knows background and lesion alone."""
    def draw() -> dict:
        laid = {"images": {}, "masks": {}}
        for index, (name, shape) in enumerate(zip(names(5), stored_shapes())):
            laid["images"][name] = blocks.png(blocks.picture(known(look)[0][index], shape))
            laid["masks"][name] = blocks.png(blocks.picture(two_classes(look)[index], shape))
        return {"folders": {side: blocks.folder(files) for side, files in laid.items()}, "size": size}

    return look("dataset.pictures", draw, case=f"size {size}")


def two_classes(look) -> np.ndarray:
    """Patterns of classes 0 and 2: whatever lies between them was made by interpolation."""
    return np.where(known(look)[1] > 0, 2, 0)


def flips(look) -> Observations:
    return look("dataset.flips", lambda: {"folders": folders(look, {"a.png": (0, SIZE)}), "again": DRAWS})


def members(record: Observations) -> list[Observations]:
    found = record.branch("pair").branches("members")
    need(len(found) >= 2, say("An item holds no pair of image and mask."))
    return found[:2]


def image_of(record: Observations) -> np.ndarray:
    """The returned image as (H, W), where it has one channel in some place."""
    return _flat(members(record)[0].array("array"), colours=True)


def mask_of(record: Observations) -> np.ndarray:
    """The returned mask as (H, W); of one-hot channels the classes."""
    array = members(record)[1].array("array")
    if array.ndim == 3 and array.shape[0] == len(CLASSES) and np.allclose(array.sum(0), array.sum(0).flat[0]):
        return array.argmax(0).astype(float)
    return _flat(array, colours=True)


def _flat(array: np.ndarray, colours: bool) -> np.ndarray:
    while array.ndim > 2 and array.shape[0] == 1:
        array = array[0]
    if array.ndim == 3 and array.shape[-1] in (1, 3):
        return array.mean(-1)
    return array.mean(0) if array.ndim == 3 and array.shape[0] == 3 else array


def numbers(look, seen: Observations) -> list[tuple[int | None, int | None]]:
    """Of each pair that was returned, the numbers of image and mask; None where one can't be recognised."""
    images, masks = known(look)
    found = []
    for record in seen.branches("pairs"):
        shown = blocks.recognise(image_of(record), images), blocks.recognise(mask_of(record), masks)
        found.append(tuple(one[0] if one else None for one in shown))
    return found


def blank(seen: Observations) -> bool:
    """Whether all masks are of one value: what they held is lost, and another check says so."""
    return all(np.ptp(mask_of(record)) == 0 for record in seen.branches("pairs"))


def class_values(look) -> list[np.ndarray]:
    """What each class of the files became in the plain pairs: block means by class. Needs masks that are recognised."""
    masks = known(look)[1]
    values: list[list[float]] = [[], [], []]
    for record in plain(look).branches("pairs"):
        array = mask_of(record)
        shown = blocks.recognise(array, masks)
        if shown is None:
            continue
        pattern = masks[shown[0]][:, ::-1] if shown[1] else masks[shown[0]]
        for label in range(len(CLASSES)):
            values[label] += list(blocks.means(array)[pattern == label])
    return [np.array(found) for found in values]


def arrays(pair: Observations) -> list[np.ndarray]:
    """Whatever numbers a pair's members hold."""
    return [as_array(member["array"], "array") for member in pair.items("members")
            if isinstance(member, dict) and "array" in member]


def alike(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return len(one) == len(other) and all(map(np.array_equal, one, other))
