"""Checks of the part `dataset`. A check's docstring is what is true of correct work."""
from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

from autograder import exhibits
from autograder.judging import Failed, Observations, as_array, need, require, shape_text, short
from autograder.messages import say
from autograder.phantoms import phantom

PAIRS = 8
AGAIN = 12
LEVELS = [0, 36, 73, 109, 146, 182, 219, 255]
FAINT = [70, 84, 99, 105, 116, 121, 133, 140]
KINDS = ("RGB", "palette", "RGBA", "LA")
GREYS = [LEVELS, FAINT]
T2_MARK = 16  # added to a pair's number where the slice is a T2 slice


def _names(count: int) -> list[str]:
    return [f"slice_{10 + 7 * index:03d}.png" for index in range(count)]


def _marked_folders(look, count: int = PAIRS) -> dict:
    """Marked pairs; files are created in an order that is neither theirs nor its reverse."""
    order = list(look.rng("dataset.creation").permutation(count))
    while order in (sorted(order), sorted(order, reverse=True)):
        order = order[1:] + order[:1]
    return {side: exhibits.folder({
        _names(count)[index]: exhibits.png(exhibits.marked(index + mark)) for index in order})
        for side, mark in (("t1", 0), ("t2", T2_MARK))}


def _plain(look) -> Observations:
    return look("dataset.plain", lambda: {"folders": _marked_folders(look), "again": AGAIN})


def _members(record: Observations) -> list[Observations]:
    members = record.branch("pair").branches("members")
    need(len(members) >= 2, say("An item holds no pair of slices."))
    return members[:2]


def _arrays(record: Observations) -> list[np.ndarray]:
    """The pair's two pictures as arrays (..., H, W); a trailing channel axis is moved to the front."""
    arrays = [member.array("array") for member in _members(record)]
    return [np.moveaxis(array, -1, -3) if array.ndim >= 3 and array.shape[-1] in (1, 3)
            else array for array in arrays]


def _marks(seen: Observations, count: int) -> list[tuple[int | None, int | None]]:
    """The marks of the first `count` pairs."""
    return [tuple(map(exhibits.read_mark, _arrays(record)))
            for record in seen.branches("pairs")[:count]]


def _mark_of(record: Observations, index: int) -> int:
    """The number (0..3) of a returned slice by its mark, by its place where that can't be read."""
    if record.error("pair"):
        return index
    mark = exhibits.read_mark(_arrays(record)[0])
    return index if mark is None else mark % len(KINDS)


def _recognised(marks: list) -> list[tuple[int, int]]:
    need(marks and all(mark is not None for pair in marks for mark in pair),
         say("The slices that were returned could not be recognised."))
    return marks


def test_is_dataset(look):
    """PairedMedicalDataset is a torch Dataset that a DataLoader can draw batches from."""
    seen = _plain(look)
    require(seen.flag("is_dataset"), say("It does not inherit from torch.utils.data.Dataset."),
            help=say("Write class PairedMedicalDataset(Dataset)."))
    seen["batch"]


def test_length(look):
    """len(dataset) is the number of pairs."""
    length = _plain(look).count("length")
    require(length == PAIRS, say("With {pairs} pairs in the folders, len is {found}.",
                                 pairs=PAIRS, found=length), expected=say("{n}", n=PAIRS))


def test_shorter_folder(look):
    """Where one folder holds fewer slices, the dataset is as long as the shorter one, or says no."""
    def cut(long_side: str) -> dict:
        folders = {side: exhibits.folder({name: exhibits.png(exhibits.marked(index))
                                          for index, name in enumerate(_names(5 if side == long_side
                                                                              else 3))})
                   for side in ("t1", "t2")}
        return folders

    need(_plain(look).count("length") >= 0, say("The length could not be read."))
    need(_plain(look).branches("pairs"), say("No pair could be read."))
    _plain(look).branches("pairs")[0]["pair"]
    seen = look("dataset.unequal", lambda: {"longer_t1": cut("t1"), "longer_t2": cut("t2")})
    for key, longer in (("longer_t1", "T1"), ("longer_t2", "T2")):
        if seen.error(key):  # refusing, in whatever words, is a clear answer too
            continue
        require(seen.count(key) == 3, say(
            "With 3 slices in one folder and 5 in the {longer} folder, len is {found}.",
            longer=longer, found=seen.count(key)), expected=say("{n}", n=3), help=say(
            "Take the smaller of the two numbers of files, or raise a ValueError."))


def test_pair(look):
    """dataset[i] is a pair: a tuple or a list of two tensors."""
    seen = _plain(look)
    record = seen.branches("pairs")[0].branch("pair")
    kind, members = record.text("type"), record.branches("members")
    require(kind in ("tuple", "list") or (kind not in ("dict", "Tensor") and len(members) == 2),
            say("dataset[0] is a {kind}.", kind=kind), expected=say("(t1, t2)"))
    require(len(members) == 2, say("dataset[0] has {n} members.", n=len(members)),
            expected=say("two: t1 and t2"))
    for member in members:
        require(member.flag("is_tensor"), say("A member of the pair is a {kind}, not a tensor.",
                                              kind=member.text("type")),
                help=say("Convert the picture, for example with transforms.ToTensor()."))


def test_shape(look):
    """Each slice is a tensor of shape (1, 256, 256)."""
    for member in _members(_plain(look).branches("pairs")[0]):
        shape = member.items("shape")
        require(shape == [1, 256, 256], say("A slice has shape {shape}.", shape=shape_text(shape)),
                expected=say("(1, 256, 256)"))


def test_dtype(look):
    """Each slice is float32."""
    for member in _members(_plain(look).branches("pairs")[0]):
        dtype = member.text("dtype").removeprefix("torch.")
        require(dtype == "float32", say("A slice is {dtype}.", dtype=dtype),
                expected=say("float32"))


def test_t1_first(look):
    """The first slice of a pair comes from t1_dir, the second one from t2_dir."""
    marks = _recognised(_marks(_plain(look), PAIRS))
    sides = {(first >= T2_MARK, second >= T2_MARK) for first, second in marks}
    words = {False: "T1", True: "T2"}
    found = "; ".join(f"({words[a]}, {words[b]})" for a, b in sorted(sides))
    require(sides == {(False, True)}, say("The pairs hold {found}.", found=found),
            expected=say("(T1, T2)"))


def test_order(look):
    """Slices come in sorted file-name order, so that each T1 meets its own T2."""
    marks = _recognised(_marks(_plain(look), PAIRS))
    for index, pair in enumerate(marks):
        numbers = [mark % T2_MARK for mark in pair]
        require(numbers == [index, index], say(
            "dataset[{index}] holds slices number {first} and {second} of the sorted names.",
            index=index, first=numbers[0], second=numbers[1]),
            expected=say("{index} and {index}", index=index),
            help=say("Sort the file names of both folders: os.listdir gives them in any order."))


def test_ignores_other_files(look):
    """Files that are not .png, and folders, are ignored."""
    def clutter(mark: int) -> dict:
        slices = {name: exhibits.png(exhibits.marked(index + mark))
                  for index, name in enumerate(_names(4))}
        text = np.frombuffer(b"not a slice", np.uint8)
        jpeg = exhibits.jpeg(exhibits.marked(9 + mark))
        return exhibits.folder({"README.txt": text, "slice_000.jpg": jpeg, ".DS_Store": text,
                                **slices, "slice_012.csv": text, "zzz/slice_999.png": text,
                                "slice_011.png.bak": exhibits.png(exhibits.marked(8 + mark)),
                                "Thumbs.db": text})

    _plain(look).branches("pairs")[0]["pair"]
    seen = look("dataset.junk", lambda: {
        "folders": {"t1": clutter(0), "t2": clutter(T2_MARK)}})
    help = say("Keep only the names that end in .png.")
    require(seen.count("length") == 4, say(
        "With 4 slices and 7 other things in each folder, len is {found}.",
        found=seen.count("length")), expected=say("{n}", n=4), help=help)
    good = _marks(_plain(look), 4)
    marks = _marks(seen, 4)
    require({pair for pair in marks} == {pair for pair in good if pair[0] is not None
                                         and pair[0] % T2_MARK < 4} or
            sorted(mark % T2_MARK for pair in marks for mark in pair if mark is not None)
            == [0, 0, 1, 1, 2, 2, 3, 3],
            say("Other files were returned as slices."), help=help)


def _levels(look) -> list[Observations]:
    """A pair that holds the whole grey scale and one of faint contrast, each alone in its folder."""
    def folders(greys: list[int]) -> dict:
        return {side: exhibits.folder({"slice_010.png": exhibits.png(exhibits.rings(greys))})
                for side in ("t1", "t2")}

    return [look("dataset.pictures", lambda greys=greys: {"folders": folders(greys), "again": 1},
                 case=str(greys)).branches("pairs")[0] for greys in GREYS]


def _grey_map(records: list[Observations]) -> tuple[float, float]:
    """What 0 and 255 became in the slice of the pair where they came out furthest off."""
    ends = np.array([exhibits.ring_means(array)[[0, -1]] for array in _arrays(records[0])])
    return tuple(ends[np.abs(ends - [-1, 1]).max(1).argmax()])


def test_scale_ends(look):
    """Grey value 0 becomes -1 and 255 becomes +1."""
    low, high = _grey_map(_levels(look))
    off = max(abs(low + 1), abs(high - 1))
    require(off <= 2 / 255 + 1e-3, say("0 becomes {low} and 255 becomes {high}.",
                                       low=short(low), high=short(high)),
            expected=say("0 becomes -1 and 255 becomes +1"))


def test_scale_linear(look):
    """Every slice is scaled by the same straight line, whatever else it shows."""
    records = _levels(look)
    low, high = _grey_map(records)
    need(abs(high - low) > 1e-6, say("Black and white look the same."))
    for record, levels in zip(records, GREYS):
        for array in _arrays(record):
            found = (exhibits.ring_means(array) - low) / (high - low) * 255
            worst = int(np.abs(found - levels).argmax())
            require(abs(found[worst] - levels[worst]) <= 1.6, say(
                "A pixel of grey value {grey} comes out where {other} belongs.",
                grey=levels[worst], other=short(float(found[worst]))),
                help=say("Use one fixed formula; do not rescale each slice by its own values."))


def _stored_as(index: int) -> Image.Image:
    """The marked slice of this number, stored as KINDS[index]."""
    plain = exhibits.marked(index)
    if KINDS[index] != "palette":
        return Image.fromarray(plain).convert(KINDS[index])
    picture = Image.fromarray(255 - plain).convert("P")
    picture.putpalette([255 - level for level in range(256) for _ in range(3)])
    return picture


def test_greyscale(look):
    """Slices stored in colour, with a palette or with alpha are read as 8-bit greyscale."""
    def files() -> dict:
        return exhibits.folder({name: exhibits.png(image) for name, image
                                in zip(_names(len(KINDS)), map(_stored_as, range(len(KINDS))))})

    baseline = _plain(look)
    need(_marks(baseline, 1)[0][0] is not None, say("Not even plain slices could be recognised."))
    seen = look("dataset.modes", lambda: {"folders": {"t1": files(), "t2": files()}})
    usual = _members(baseline.branches("pairs")[0])[0].items("shape")
    for index, record in enumerate(seen.branches("pairs")):
        kind = KINDS[_mark_of(record, index)]
        help = say("Convert each picture with image.convert(\"L\") before anything else.")
        if error := record.error("pair"):
            raise Failed(observed=say("Reading a {kind} slice raises {type}: {message}", kind=kind,
                                      type=error.get("type"), message=str(error.get("message"))[:200]),
                         help=help)
        shape, array = _members(record)[0].items("shape"), _arrays(record)[0]
        require(shape == usual, say("A {kind} slice has shape {shape}, a grey one {usual}.",
                                    kind=kind, shape=shape_text(shape), usual=shape_text(usual)),
                help=help)
        means, wanted = exhibits.ring_means(array), exhibits.ring_means(_arrays(
            baseline.branches("pairs")[0])[0])
        right = exhibits.read_mark(array) is not None and abs(
            (means[1] - means[0]) - (wanted[1] - wanted[0])) < 0.05 * abs(wanted[1] - wanted[0])
        require(right, say("A {kind} slice comes out with other grey values.", kind=kind), help=help)


def test_resize(look):
    """A slice of any size is resized to 256x256, the whole of it."""
    sizes = [(200, 256), (256, 180), (128, 128), (300, 400)]

    def files() -> dict:
        return exhibits.folder({name: exhibits.png(exhibits.marked(index, size))
                                for index, (name, size) in enumerate(zip(_names(4), sizes))})

    need(_marks(_plain(look), 1)[0][0] is not None,
         say("Not even slices of 256x256 could be recognised."))
    usual = _members(_plain(look).branches("pairs")[0])[0].items("shape")
    seen = look("dataset.sizes", lambda: {"folders": {"t1": files(), "t2": files()}})
    for index, record in enumerate(seen.branches("pairs")):
        height, width = sizes[_mark_of(record, index)]
        shape, array = _members(record)[0].items("shape"), _arrays(record)[0]
        require(shape == usual, say("A slice of {height}x{width} comes out as {shape}.", width=width,
                                    height=height, shape=shape_text(shape)),
                expected=say("{shape}", shape=shape_text(usual)),
                help=say("Resize((256, 256)) sets both sides; Resize(256) only the shorter one."))
        require(_whole(array), say(
            "A slice of {height}x{width} is cut or padded rather than resized.",
            height=height, width=width))


def _whole(array: np.ndarray) -> bool:
    """True where the picture shows all the rings of a marked slice in their places."""
    means = exhibits.ring_means(array)
    if exhibits.read_mark(array) is None:
        return False
    outer = (means[-1] - means[0]) / (means[1] - means[0])
    return abs(outer - 128 / 255) < 0.15


def _upright(look) -> tuple[list[Observations], tuple[np.ndarray, np.ndarray]]:
    """One pair of phantom slices, read many times; and the slices themselves."""
    t1, t2 = _phantom(int(look.rng("dataset.upright").integers(2**31)))
    seen = look("dataset.pictures", lambda: {"again": AGAIN, "folders": {
        side: exhibits.folder({"slice_010.png": exhibits.png(picture)})
        for side, picture in (("t1", t1), ("t2", t2))}}, case="upright")
    return seen.branches("pairs"), (t1, t2)


def test_upright(look):
    """A slice shows what its file shows: not turned, mirrored or cropped."""
    records, files = _upright(look)
    # A random flip is another check's business: the best of many readings counts.
    best = max(min(max(_likeness(array, picture) for picture in files) for array in _arrays(record))
               for record in records)
    require(best > 0.98, say("A returned slice agrees with its file only to a correlation of {value}.",
                             value=short(best)), expected=say("above 0.98"))


def _likeness(array: np.ndarray, picture: np.ndarray) -> float:
    """Absolute correlation of a returned slice with its file; 0 where their sizes differ."""
    array = as_array(array, "array")
    array = array.reshape(-1, *array.shape[-2:]).mean(0) if array.ndim >= 2 else array
    if array.shape != picture.shape or not np.isfinite(array).all() or array.std() < 1e-9:
        return 0.0
    return abs(float(np.corrcoef(array.ravel(), picture.ravel().astype(float))[0, 1]))


def test_repeatable(look):
    """The same index always gives the same pair: no random augmentation unless asked for."""
    marked = [record["members"] for record in _plain(look).branches("again")]
    for readings in (marked, [record.branch("pair")["members"] for record in _upright(look)[0]]):
        first = _pictures(readings[0])
        for other in map(_pictures, readings[1:]):
            same = len(other) == len(first) and all(map(np.array_equal, first, other))
            require(same, say("The same pair, read {times} times, came out differently.",
                              times=len(readings)), help=say(
                "Leave random flips, crops, rotations and noise out of the default transform."))


def _pictures(members: list) -> list[np.ndarray]:
    return [as_array(member["array"], "array") for member in members
            if isinstance(member, dict) and "array" in member]


@lru_cache(maxsize=4)
def _phantom(seed: int) -> tuple[np.ndarray, np.ndarray]:
    return phantom(seed)
