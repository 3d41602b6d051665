"""Where the returned slices come from and what was done to them."""
from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.grading.observations import Observations
from autograder.labs.t1t2 import marked_slices
from autograder.labs.t1t2.parts.dataset import inputs

# A head and its mirror image agree to about 0.8.
KEPT = 0.93
TURNS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "as it is": lambda picture: picture, "mirrored": lambda picture: picture[:, ::-1],
    "upside down": lambda picture: picture[::-1], "turned half": lambda picture: picture[::-1, ::-1],
    "transposed": lambda picture: picture.T, "turned left": np.rot90,
    "turned right": lambda picture: np.rot90(picture, 3)}


def kinds(part: str, look) -> Iterator[Fact]:
    seen = inputs.plain(look)
    yield "is dataset", seen.flag("is_dataset")
    yield "kept", seen.flag("kept")
    record = seen.branches("pairs")[0]
    yield from errors(record, "pair")
    pair = record.branch("pair")
    kind, many = pair.text("type"), str(len(pair.items("members")))
    yield "item", [kind] if kind == "dict" else [kind, many]  # how many keys it has is a matter of style
    for member, side in zip(pair.branches("members"), ("first", "second")):
        yield f"{side} kind", [member.text("type"), member.text("dtype")]
        yield f"{side} shape", [str(size) for size in member.items("shape")]


def lengths(part: str, look) -> Iterator[Fact]:
    seen = inputs.plain(look)
    yield from errors(seen, "length")
    yield "length", str(seen.count("length") - inputs.PAIRS)
    unequal = look("dataset.unequal")
    for key in ("longer_t1", "longer_t2"):
        yield key, "refused" if unequal.error(key) else str(unequal.count(key))
    clutter = look("dataset.junk").count("length")
    yield "length with clutter", "nearly everything" if clutter >= 10 else str(clutter)


def order(part: str, look) -> Iterator[Fact]:
    marks = inputs.marks(inputs.plain(look), inputs.PAIRS)
    created = [inputs.names_of_people().index(name) for name in inputs.marked_folders(look)["t1"]["names"]]
    for side, label in enumerate(("first", "second")):
        found = [pair[side] for pair in marks]
        if None in found:
            yield f"{label} order", "unread"
            continue
        yield f"{label} side", sorted({"T2" if mark >= inputs.T2_MARK else "T1" for mark in found})
        yield f"{label} order", _order([mark % inputs.T2_MARK for mark in found], created)
    if all(None not in pair for pair in marks):
        yield "partners meet", all(a % inputs.T2_MARK == b % inputs.T2_MARK for a, b in marks)
    first = inputs.read_first(inputs.plain(look))
    yield "read first", "its own" if first == (1, 1) else "another" if None not in first else "unread"


def _order(found: list[int], created: list[int]) -> str:
    count = len(created)
    names = {"sorted": list(range(count)), "reversed": list(range(count))[::-1], "as created": created,
             "as created, reversed": created[::-1], "always the first": [0] * count,
             "one further": [*range(1, count), 0], "one back": [count - 1, *range(count - 1)],
             "the last": [count - 1] * count, "one further, stops": [*range(1, count), count - 1]}
    return next((name for name, order in names.items() if order == found),
                "shuffled" if sorted(found) == sorted(created) else "drawn")


def scale(part: str, look) -> Iterator[Fact]:
    records = inputs.levels(look)
    for side, label in enumerate(("first", "second")):
        means = marked_slices.ring_means(inputs.arrays(records[0])[side])
        faint = marked_slices.ring_means(inputs.arrays(records[1])[side])
        yield f"{label} ends", [f"{value + 0:.1f}" for value in (means[0], means[-1])]
        yield f"{label} inverted", bool(means[0] > means[-1])
        expected = np.interp(inputs.FAINT, [0, 255], [means[0], means[-1]])
        yield f"{label} faint by itself", bool(np.abs(faint - expected).max() > 0.05 * abs(means[-1] - means[0]))
        yield f"{label} faint ends", [f"{value + 0:.1f}" for value in (faint[0], faint[-1])]


def turned(part: str, look) -> Iterator[Fact]:
    records, files = inputs.upright(look)
    arrays = [inputs.arrays(record) for record in records]
    for side, label in enumerate(("first", "second")):
        if _varies(arrays, side):
            continue  # one reading by itself tells nothing
        best = max(((inputs.likeness(arrays[0][side], np.ascontiguousarray(turn(file))), name)
                    for name, turn in TURNS.items() for file in files))
        yield f"{label} turned", best[1] if best[0] > 0.98 else "otherwise"


def repeated(part: str, look) -> Iterator[Fact]:
    records, files = inputs.upright(look)
    arrays = [inputs.arrays(record) for record in records]
    for side, label in enumerate(("first", "second")):
        varies = _varies(arrays, side)
        yield f"{label} varies", varies
        if varies:
            likeness = [inputs.likeness(array[side], files[side]) for array in arrays]
            turns = {max((inputs.likeness(array[side], np.ascontiguousarray(turn(files[side]))), name)
                         for name, turn in TURNS.items()) for array in arrays}
            yield f"{label} keeps its picture", bool(min(likeness) > KEPT)
            yield f"{label} turns", sorted({name if value > 0.98 else "otherwise" for value, name in turns})
    yield "together", _together(arrays)


def _varies(arrays: list[list[np.ndarray]], side: int) -> bool:
    return any(not np.array_equal(arrays[0][side], other[side]) for other in arrays[1:])


def _together(arrays: list[list[np.ndarray]]) -> bool:
    """Whether both slices change at the same readings."""
    changed = [{index for index, pair in enumerate(arrays) if not np.array_equal(pair[side], arrays[0][side])}
               for side in (0, 1)]
    return changed[0] == changed[1]


def sizes(part: str, look) -> Iterator[Fact]:
    for index, record in enumerate(look("dataset.sizes").branches("pairs")):
        yield from _variant(record, f"size {inputs.mark_of(record, index)}")


def modes(part: str, look) -> Iterator[Fact]:
    for index, record in enumerate(look("dataset.modes").branches("pairs")):
        yield from _variant(record, inputs.KINDS[inputs.mark_of(record, index)])


def _variant(record: Observations, label: str) -> Iterator[Fact]:
    if record.error("pair"):
        yield from ((f"{label}!", value) for _, value in errors(record, "pair"))
        return
    array = inputs.arrays(record)[0]
    yield f"{label} shape", [str(size) for size in inputs.members(record)[0].items("shape")]
    means = marked_slices.ring_means(array)
    yield f"{label} whole", inputs.whole(array)
    yield f"{label} border", bool(abs(means[-1] - means[0]) < 0.2 * abs(means[1] - means[0]))
    yield f"{label} black", means[0]


def clutter(part: str, look) -> Iterator[Fact]:
    seen = look("dataset.junk")
    raised = {str(error.get("type")) for record in seen.branches("pairs") if (error := record.error("pair"))}
    for kind in sorted(raised):
        yield f"clutter raises {kind}", True
    marks = {mark % inputs.T2_MARK for pair in inputs.marks(seen, 4) for mark in pair if mark is not None}
    yield "clutter read", sorted(str(mark) for mark in marks - {0, 1, 2, 3})


FACTS = (kinds, lengths, order, scale, turned, repeated, sizes, modes, clutter)
