"""Checks of the part `dataset`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Failed, Observations, need, require, shape_text, short
from autograder.i18n.messages import say
from autograder.labs.t1t2 import marked_slices
from autograder.labs.t1t2.parts.dataset import inputs
from autograder.labs.t1t2.parts.dataset.inputs import ENDS, LEVEL, LIKE, upright


def test_is_dataset(look):
    """PairedMedicalDataset is a torch Dataset that a DataLoader can draw batches from."""
    seen = inputs.plain(look)
    require(seen.flag("is_dataset"), say("It does not inherit from torch.utils.data.Dataset."),
            help=say("Write class PairedMedicalDataset(Dataset)."))
    seen["batch"]
    inputs.need_read(seen)


def test_length(look):
    """len(dataset) is the number of pairs."""
    length = inputs.plain(look).count("length")
    require(length == inputs.PAIRS, say("With {pairs} pairs in the folders, len is {found}.",
                                 pairs=inputs.PAIRS, found=length), expected=say("{n}", n=inputs.PAIRS))
    inputs.need_read(inputs.plain(look))


def test_shorter_folder(look):
    """Where one folder holds fewer slices, the dataset is as long as the shorter one, or raises an exception."""
    def cut(long_side: str) -> dict:
        folders = {side: marked_slices.folder({name: marked_slices.png(marked_slices.marked(index))
                                          for index, name in enumerate(inputs.names(5 if side == long_side
                                                                              else 3))})
                   for side in ("t1", "t2")}
        return folders

    need(inputs.plain(look).count("length") >= 0, say("The length could not be read."))
    need(inputs.plain(look).branches("pairs"), say("No pair could be read."))
    inputs.plain(look).branches("pairs")[0]["pair"]
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
    seen = inputs.plain(look)
    record = seen.branches("pairs")[0].branch("pair")
    members = record.branches("members")
    require(record.flag("is_sequence"), say("dataset[0] is a {kind}.", kind=record.text("type")),
            expected=say("(t1, t2)"))
    require(len(members) == 2, say("dataset[0] has {n} members.", n=len(members)),
            expected=say("two: t1 and t2"))
    for member in members:
        require(member.flag("is_tensor"), say("A member of the pair is a {kind}, not a tensor.",
                                              kind=member.text("type")),
                help=say("Convert the picture, for example with transforms.ToTensor()."))
    inputs.need_read(seen)


def test_shape(look):
    """Each slice is a tensor of shape (1, 256, 256)."""
    for member in inputs.members(inputs.plain(look).branches("pairs")[0]):
        shape = member.items("shape")
        require(shape == [1, 256, 256], say("A slice has shape {shape}.", shape=shape_text(shape)),
                expected=say("(1, 256, 256)"))
    inputs.need_read(inputs.plain(look))


def test_dtype(look):
    """Each slice is float32."""
    for member in inputs.members(inputs.plain(look).branches("pairs")[0]):
        dtype = member.text("dtype").removeprefix("torch.")
        require(dtype == "float32", say("A slice is {dtype}.", dtype=dtype),
                expected=say("float32"))
    inputs.need_read(inputs.plain(look))


def test_t1_first(look):
    """The first slice of a pair comes from t1_dir, the second one from t2_dir."""
    marks = inputs.recognised(inputs.marks(inputs.plain(look), inputs.PAIRS))
    sides = {(first >= inputs.T2_MARK, second >= inputs.T2_MARK) for first, second in marks}
    words = {False: "T1", True: "T2"}
    found = "; ".join(f"({words[a]}, {words[b]})" for a, b in sorted(sides))
    require(sides == {(False, True)}, say("The pairs hold {found}.", found=found),
            expected=say("(T1, T2)"))


def test_order(look):
    """Slices come in sorted file-name order, so that each T1 meets its own T2."""
    marks = inputs.recognised(inputs.marks(inputs.plain(look), inputs.PAIRS))
    found = [(first % inputs.T2_MARK, second % inputs.T2_MARK) for first, second in marks]
    if found == [(index, index) for index in range(len(found))]:
        return
    (first, second), rightful = found[0], list(range(len(found)))
    sides = [list(side) for side in zip(*found)]
    help = say("Sort the file names of both folders: os.listdir gives them in any order.")
    if len(set(found)) == 1 and inputs.read_first(inputs.plain(look)) == (1, 1):
        observed, help = say("Every index gives the pair that was read first."), None
    elif len(set(found)) == 1:
        observed, help = say("Every index gives one and the same pair."), None
    elif sides == [rightful[::-1]] * 2:
        observed = say("Both lists are in reverse order: dataset[0] is the last pair by file name.")
    elif sides[0] == sides[1]:
        observed = say("Each T1 meets its own T2, but the pairs are not in the order of their file names: dataset[0] "
                       "is pair {first}, counted from 0.", first=first)
    elif sides == [rightful, rightful[::-1]]:
        observed = say("T2 is in reverse order, T1 is not: the first T1 meets the last T2.")
    else:
        index = next(index for index, pair in enumerate(found) if pair != (index, index))
        first, second = found[index]
        observed = say("dataset[{index}] holds the T1 slice {first} and the T2 slice {second}, counted from 0 by file "
                       "name.", index=index, first=first, second=second)
    expected = say("dataset[0] is the first pair by file name, dataset[1] the second, …")
    require(False, observed, expected=expected, help=help)


def test_ignores_other_files(look):
    """Files that are not .png, and folders, are ignored."""
    def clutter(mark: int) -> dict:
        slices = {name: marked_slices.png(marked_slices.marked(index + mark))
                  for index, name in enumerate(inputs.names(4))}
        text = np.frombuffer(b"not a slice", np.uint8)
        jpeg = marked_slices.jpeg(marked_slices.marked(9 + mark))
        return marked_slices.folder({"README.txt": text, "slice_000.jpg": jpeg, ".DS_Store": text,
                                **slices, "slice_012.csv": text, "zzz/slice_999.png": text,
                                "slice_011.png.bak": marked_slices.png(marked_slices.marked(8 + mark)),
                                "Thumbs.db": text})

    inputs.plain(look).branches("pairs")[0]["pair"]
    seen = look("dataset.junk", lambda: {
        "folders": {"t1": clutter(0), "t2": clutter(inputs.T2_MARK)}})
    help = say("Keep only the names that end in .png.")
    require(seen.count("length") == 4, say(
        "With 4 slices and 7 other things in each folder, len is {found}.",
        found=seen.count("length")), expected=say("{n}", n=4), help=help)
    good = inputs.marks(inputs.plain(look), 4)
    marks = inputs.marks(seen, 4)
    require({pair for pair in marks} == {pair for pair in good if pair[0] is not None
                                         and pair[0] % inputs.T2_MARK < 4} or
            sorted(mark % inputs.T2_MARK for pair in marks for mark in pair if mark is not None)
            == [0, 0, 1, 1, 2, 2, 3, 3],
            say("Other files were returned as slices."), help=help)


def test_scale_ends(look):
    """Grey value 0 becomes -1 and 255 becomes +1."""
    low, high = inputs.grey_map(inputs.levels(look))
    off = max(abs(low + 1), abs(high - 1))
    require(off <= ENDS, say("0 becomes {low} and 255 becomes {high}.",
                            low=short(low), high=short(high)),
            expected=say("0 becomes -1 and 255 becomes +1"), help=say(
                "ToTensor() gives 0 .. 1; Normalize(mean=[0.5], std=[0.5]) makes that -1 .. 1."))


def test_scale_linear(look):
    """Every slice is scaled by the same straight line, whatever else it shows."""
    records = inputs.levels(look)
    low, high = inputs.grey_map(records)
    need(abs(high - low) > 1e-6, say("Black and white look the same."))
    for record, levels in zip(records, inputs.GREYS):
        for array in inputs.arrays(record):
            found = (marked_slices.ring_means(array) - low) / (high - low) * 255
            worst = int(np.abs(found - levels).argmax())
            require(abs(found[worst] - levels[worst]) <= LEVEL, say(
                "A pixel of grey value {grey} comes out where {other} belongs.",
                grey=levels[worst], other=short(float(found[worst]))),
                help=say("Use one fixed formula; do not rescale each slice by its own values."))


def test_greyscale(look):
    """Slices stored in colour, with a palette or with alpha are read as 8-bit greyscale."""
    def files() -> dict:
        kinds = range(len(inputs.KINDS))
        return marked_slices.folder({name: marked_slices.png(inputs.stored_as(kind))
                                     for name, kind in zip(inputs.names(len(kinds)), kinds)})

    baseline = inputs.plain(look)
    need(inputs.marks(baseline, 1)[0][0] is not None, say("Not even plain slices could be recognised."))
    seen = look("dataset.modes", lambda: {"folders": {"t1": files(), "t2": files()}})
    usual = inputs.members(baseline.branches("pairs")[0])[0].items("shape")
    for index, record in enumerate(seen.branches("pairs")):
        kind = inputs.KINDS[inputs.mark_of(record, index)]
        help = say("Convert each picture with image.convert(\"L\") before anything else.")
        if error := record.error("pair"):
            raise Failed(observed=say("Reading a {kind} slice raises {type}: {message}", kind=kind,
                                      type=error.get("type"), message=str(error.get("message"))[:200]),
                         help=help)
        shape, array = inputs.members(record)[0].items("shape"), inputs.arrays(record)[0]
        require(shape == usual, say("A {kind} slice has shape {shape}, a grey one {usual}.",
                                    kind=kind, shape=shape_text(shape), usual=shape_text(usual)),
                help=help)
        means, wanted = marked_slices.ring_means(array), marked_slices.ring_means(inputs.arrays(
            baseline.branches("pairs")[0])[0])
        right = marked_slices.read_mark(array) is not None and abs(
            (means[1] - means[0]) - (wanted[1] - wanted[0])) < 0.05 * abs(wanted[1] - wanted[0])
        require(right, say("A {kind} slice comes out with other grey values.", kind=kind), help=help)


def test_resize(look):
    """A slice of any size is resized to 256x256, the whole of it."""
    sizes = [(200, 256), (256, 180), (128, 128), (300, 400)]

    def files() -> dict:
        return marked_slices.folder({name: marked_slices.png(marked_slices.marked(index, size))
                                for index, (name, size) in enumerate(zip(inputs.names(4), sizes))})

    need(inputs.marks(inputs.plain(look), 1)[0][0] is not None,
         say("Not even slices of 256x256 could be recognised."))
    usual = inputs.members(inputs.plain(look).branches("pairs")[0])[0].items("shape")
    seen = look("dataset.sizes", lambda: {"folders": {"t1": files(), "t2": files()}})
    for index, record in enumerate(seen.branches("pairs")):
        height, width = sizes[inputs.mark_of(record, index)]
        shape, array = inputs.members(record)[0].items("shape"), inputs.arrays(record)[0]
        require(shape == usual, say("A slice of {height}x{width} comes out as {shape}.", width=width,
                                    height=height, shape=shape_text(shape)),
                expected=say("{shape}", shape=shape_text(usual)),
                help=say("Resize((256, 256)) sets both sides; Resize(256) only the shorter one."))
        require(inputs.whole(array), say(
            "A slice of {height}x{width} is cut or padded rather than resized.",
            height=height, width=width))


def test_upright(look):
    """A slice shows what its file shows: not turned, mirrored or cropped."""
    records, files = upright(look)
    # A random flip is another check's business: the best of many readings counts.
    best = 0.0
    for record in records:
        best = max(best, min(max(inputs.likeness(array, picture) for picture in files)
                             for array in inputs.arrays(record)))
        if best > LIKE:
            return
    raise Failed(observed=say("A returned slice agrees with its file only to a correlation of {value}.",
                              value=short(best)), expected=say("above 0.98"))


def test_repeatable(look):
    """The same index always gives the same pair: no random augmentation, nothing shared with a second dataset."""
    seen = inputs.plain(look)
    require(seen.flag("kept"), say("A pair changed after it had been read, when others were."), help=say(
        "Give each pair tensors of its own, and do not write to tensors that you keep."))
    marked = [record["members"] for record in seen.branches("again")]
    need(inputs.pictures(marked[0]), say("An item holds no pair of slices."))
    _judge_other(seen, marked)
    for readings in (marked, [record.branch("pair")["members"] for record in upright(look)[0]]):
        first = inputs.pictures(readings[0])
        for other in map(inputs.pictures, readings[1:]):
            require(inputs.alike(first, other), say("The same pair, read {times} times, came out differently.",
                              times=len(readings)), help=say(
                "Leave random flips, crops, rotations and noise out of the default transform."))
    inputs.need_read(seen)


def _judge_other(seen: Observations, marked: list) -> None:
    """A second dataset works as the first one does, and leaves that as it was. marked: readings of the first."""
    help = say("Keep lists of files, caches and settings in self, not in the class or the module.")
    before, *after = map(inputs.pictures, marked)
    changed = not inputs.alike(before, after[0]) and all(inputs.alike(after[0], one) for one in after)
    require(not changed, say("A pair changed when a second dataset was made."), help=help)
    second = inputs.other(seen)
    if seen.error("length") or seen.branches("pairs")[0].error("pair"):
        return  # the first one says what is wrong
    for error in (second.error("length"), *(record.error("pair") for record in second.branches("pairs"))):
        require(error is None, say("A second dataset raises {type}: {message}", type=(error or {}).get("type"),
                                   message=str((error or {}).get("message"))[:200]), help=help)
    if second.count("length") == inputs.OTHERS:  # else another check says what is in its lists
        marks = map(marked_slices.read_mark, inputs.pictures(second.branches("pairs")[0]["pair"]["members"]))
        require(all(mark is None or mark % inputs.T2_MARK >= inputs.PAIRS for mark in marks), say(
            "A second dataset, of other folders, gave slices of the first one."), help=help)


