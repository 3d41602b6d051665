"""What images and masks became, and how pairs are made."""
from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.diagnosis.facts import Fact, errors
from autograder.labs.segmentation import blocks
from autograder.labs.segmentation.parts.dataset import inputs


def kinds(part: str, look) -> Iterator[Fact]:
    seen = inputs.plain(look)
    yield "is dataset", seen.flag("is_dataset")
    yield from errors(seen, "length", "again", "batch")
    record = seen.branches("pairs")[0]
    yield from errors(record, "pair")
    pair = record.branch("pair")
    yield "item", [pair.text("type"), str(len(pair.items("members")))]
    for member, side in zip(pair.branches("members"), ("image", "mask")):
        yield f"{side} kind", [member.text("type"), member.text("dtype")]
        yield f"{side} shape", [str(size) for size in member.items("shape")]
    yield "kept", seen.flag("kept")


def order(part: str, look) -> Iterator[Fact]:
    found = inputs.numbers(look, inputs.plain(look))
    yield "image order", [str(image) for image, _ in found] == [str(index) for index in range(inputs.PAIRS)]
    yield "partners meet", all(image == mask for image, mask in found)


def unequal(part: str, look) -> Iterator[Fact]:
    seen = inputs.unequal(look)
    yield from errors(seen, "length")
    yield "length of unequal folders", str(seen.count("length"))
    yield "unequal partners meet", all(image == mask for image, mask in inputs.numbers(look, seen))


def clutter(part: str, look) -> Iterator[Fact]:
    seen = inputs.junk(look)
    yield from errors(seen, "length")
    yield "length with clutter", str(seen.count("length"))


def scales(part: str, look) -> Iterator[Fact]:
    whole, faint = (blocks.means(inputs.image_of(record)).ravel() for record in inputs.levels(look))
    yield "ends", [f"{value + 0:.1f}" for value in (whole[0], whole[-1])]
    yield "faint ends", [f"{value + 0:.1f}" for value in (faint[0], faint[-1])]


def classes(part: str, look) -> Iterator[Fact]:
    yield "mask blank", inputs.blank(inputs.plain(look))
    for label, values in enumerate(inputs.class_values(look)):
        yield f"class {label}", float(np.median(values)) if len(values) else "unread"


def resized(part: str, look) -> Iterator[Fact]:
    for size in inputs.SIZES:
        for index, record in enumerate(inputs.resized(look, size).branches("pairs")):
            yield f"size {size} image {index}", [str(side) for side in inputs.image_of(record).shape]
            mask = inputs.mask_of(record)
            yield f"size {size} mask {index}", [str(side) for side in mask.shape]
            yield f"size {size} values {index}", str(min(len(np.unique(mask)), 9))


def flips(part: str, look) -> Iterator[Fact]:
    seen = inputs.flips(look)
    found = [(blocks.recognise(inputs.image_of(record), inputs.known(look)[0][:1]),
              blocks.recognise(inputs.mask_of(record), inputs.known(look)[1][:1])) for record in seen.branches("pairs")]
    yield "flips read", all(image and mask for image, mask in found)
    for side, name in enumerate(("image", "mask")):
        mirrored = sum(pair[side][1] for pair in found)
        yield f"{name} flips", "never" if not mirrored else "always" if mirrored == len(found) else "sometimes"
    yield "flips agree", all(image[1] == mask[1] for image, mask in found)


FACTS = (kinds, order, unequal, clutter, scales, classes, resized, flips)
