"""Checks of the part `dataset`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Failed, Observations, need, require, shape_text, short
from autograder.i18n.messages import say
from autograder.labs.segmentation import blocks
from autograder.labs.segmentation.parts.dataset import inputs
from autograder.labs.segmentation.settings import SIZE

# What is raised by a slip of the pen, not by code that refuses.
SLIPS = ("NameError", "UnboundLocalError", "AttributeError", "TypeError", "IndexError", "ImportError",
         "ModuleNotFoundError", "ZeroDivisionError", "RecursionError")
MISPLACED = 2e-3  # the share of pixels away from borders


def test_is_dataset(look):
    """SegmentationDataset is a torch Dataset that a DataLoader can draw batches from."""
    seen = inputs.plain(look)
    require(seen.flag("is_dataset"), say("It does not inherit from torch.utils.data.Dataset."),
            help=say("Write class SegmentationDataset(Dataset)."))
    seen["batch"]
    record = seen.branches("pairs")[0].branch("pair")
    require(record.flag("is_sequence") and len(record.items("members")) == 2,
            say("dataset[0] is a {kind} of {n}.", kind=record.text("type"), n=len(record.items("members"))),
            expected=say("(image, mask)"))


def test_pairs(look):
    """Images meet the masks of the same name, in sorted order; what has no partner is left out or refused."""
    seen = inputs.plain(look)
    require(seen.count("length") == inputs.PAIRS, say(
        "With {pairs} pairs in the folders, len is {found}.", pairs=inputs.PAIRS, found=seen.count("length")),
        expected=say("{n}", n=inputs.PAIRS))
    _judge_order(look, seen, list(range(inputs.PAIRS)))
    unequal = inputs.unequal(look)
    if error := unequal.error("length"):
        kind = str(error.get("type"))
        message = str(error.get("message"))
        require(kind not in SLIPS, say("Where the names of the two folders differ, it raises {kind}: {message}",
                                       kind=kind, message=message), expected=say("4, or a ValueError"))
        return  # refusing, in whatever words, is a clear answer too
    require(unequal.count("length") == 4, say(
        "With 5 images and 5 masks, of which 4 have the same name, len is {found}.", found=unequal.count("length")),
        expected=say("4, or a ValueError"))
    _judge_order(look, unequal, [0, 2, 3, 5])


def _judge_order(look, seen: Observations, wanted: list[int]) -> None:
    found = inputs.numbers(look, seen)
    lost = inputs.blank(seen)
    need(all(image is not None and (lost or mask is not None) for image, mask in found),
         say("The slices that were returned could not be recognised."))
    for index, (image, mask) in enumerate(found):
        require(lost or image == mask, say("The image of dataset[{index}] comes with the mask of another one.",
                                           index=index),
                help=say("Take the names that both folders hold, sorted, and open each in both folders."))
        require(image == wanted[index], say("dataset[{index}] holds slice number {image} of the sorted names.",
                                            index=index, image=image), expected=say("{index}", index=wanted[index]),
                help=say("Sort the file names: os.listdir gives them in any order."))


def test_image_shape(look):
    """The image is the whole slice, resized to (1, size, size); size is 128 unless another one is asked for."""
    cases = [(SIZE, inputs.plain(look)), *((size, inputs.resized(look, size)) for size in inputs.SIZES)]
    for size, seen in cases:
        for record in seen.branches("pairs"):
            shape = inputs.members(record)[0].items("shape")
            require(shape == [1, size, size], say("With size={size} an image has shape {shape}.", size=size,
                                                  shape=shape_text(shape)),
                    expected=say("{shape}", shape=shape_text([1, size, size])),
                    help=say("Resize((size, size)) sets both sides; Resize(size) only the shorter one."))
    for record in inputs.resized(look, inputs.SIZES[0]).branches("pairs"):
        require(blocks.recognise(inputs.image_of(record), inputs.known(look)[0]), say(
            "A resized image does not show the whole of its file."), help=say("Resize; do not crop or pad."))


def test_image_values(look):
    """The image is float32, and every image is scaled alike: grey level 0 is 0 and 255 is 1."""
    records = inputs.levels(look)
    kind = inputs.members(records[0])[0].text("dtype").removeprefix("torch.")
    require(kind == "float32", say("An image is {dtype}.", dtype=kind), expected=say("float32"))
    for record, levels in zip(records, (inputs.GREYS, inputs.FAINT)):
        means = blocks.means(inputs.image_of(record))
        need(means is not None, say("The slices that were returned could not be recognised."))
        found, wanted = means * 255, levels.reshape(means.shape).astype(float)
        if np.abs(found[:, ::-1] - wanted).max() < np.abs(found - wanted).max():
            found = found[:, ::-1]  # mirrored: another check's business
        worst = np.unravel_index(np.abs(found - wanted).argmax(), wanted.shape)
        require(np.abs(found - wanted)[worst] <= inputs.LEVEL, say(
            "Grey level {grey} becomes {value}.", grey=int(wanted[worst]), value=short(found[worst] / 255)),
            expected=say("{value}", value=short(wanted[worst] / 255)),
            help=say("ToTensor() divides by 255; nothing else is needed."))


def test_mask_type(look):
    """The mask is an int64 tensor (size, size), without a channel axis."""
    member = inputs.members(inputs.plain(look).branches("pairs")[0])[1]
    require(member.flag("is_tensor"), say("The mask is a {kind}, not a tensor.", kind=member.text("type")))
    shape = member.items("shape")
    dtype = member.text("dtype").removeprefix("torch.")
    array = inputs.mask_of(inputs.plain(look).branches("pairs")[0])
    whole = bool((array == np.round(array)).all())
    # Masks that were scaled, as ToTensor() does, are no whole numbers and have its channel: mask_classes charges that.
    scaled = not whole and "float" in dtype and all(len(np.unique(values.round(4))) == 1
                                                    for values in inputs.class_values(look) if len(values))
    require(len(shape) == 2 or (scaled and len(shape) == 3 and shape[0] == 1), say(
        "The mask has shape {shape}.", shape=shape_text(shape)),
            expected=say("two axes: (size, size)"), help=say("Cross-entropy wants class indices without channels."))
    require(dtype == "int64" or scaled, say("The mask is {dtype}.", dtype=dtype), expected=say("int64"),
            help=say("torch.from_numpy(array).long() makes class indices."))


def test_mask_classes(look):
    """The mask holds the grey levels of its file as class indices 0, 1 and 2, never scaled."""
    seen = inputs.plain(look)
    require(not inputs.blank(seen), say("Every mask comes out with one value only: {value}.", value=short(float(
        inputs.mask_of(seen.branches("pairs")[0]).flat[0]))), expected=say("0, 1 and 2"),
        help=say("ToTensor() divides by 255: 1 and 2 become nearly 0. Use np.array(mask) instead."))
    values = inputs.class_values(look)
    need(all(map(len, values)), say("The masks that were returned could not be recognised."))
    for label, found in enumerate(values):
        worst = float(found[np.abs(found - label).argmax()])
        require(abs(worst - label) < 1e-3, say("Class {label} of the file becomes {value}.", label=label,
                                               value=short(worst)), expected=say("{n}", n=label),
                help=say("ToTensor() divides by 255 and Normalize shifts: keep both away from masks."))


def test_mask_nearest(look):
    """The mask is resized to (size, size) by nearest neighbour: no class arises between two others."""
    for size in inputs.SIZES:
        seen = inputs.resized(look, size)
        # What is cut off from the slices too, image_shape charges.
        images = map(inputs.image_of, seen.branches("pairs"))
        whole = all(blocks.recognise(image, inputs.known(look)[0]) for image in images)
        for stored, record in zip(inputs.stored_shapes(), seen.branches("pairs")):
            mask = inputs.mask_of(record)
            if mask.shape != (size, size):
                # A size that is forgotten in both is the business of image_shape.
                require(mask.shape == inputs.image_of(record).shape, say(
                    "With size={size} a mask has shape {shape}.", size=size, shape=shape_text(mask.shape)),
                    expected=say("({n}, {n})", n=size))
            # Masks of one value show nothing any more: mask_classes charges that.
            if not inputs.blank(seen) and (mask.shape == (size, size) or stored[0] == stored[1]):
                _judge_classes(mask)
                if whole:
                    _judge_places(look, mask, stored)


def _judge_classes(mask: np.ndarray) -> None:
    """No third value in a resized mask of classes 0 and 2."""
    found = np.unique(mask)
    need(len(found) > 1, say("A mask shows nothing."))
    low, high = float(found[0]), float(found[-1])
    require(len(found) == 2, say("Between the classes {low} and {high} of the file there is {value} now.",
                                 low=short(low), high=short(high), value=short(float(found[1]))),
            help=say("Pass InterpolationMode.NEAREST, or Image.NEAREST: the usual interpolation mixes classes."))


def _judge_places(look, mask: np.ndarray, stored: tuple[int, int]) -> None:
    """A resized mask's borders are where they belong, to the pixel that ways of rounding differ by."""
    shown = blocks.recognise(mask, inputs.two_classes(look))
    require(shown is not None, say("A resized mask does not show the whole of its file."),
            help=say("Resize; do not crop or pad."))
    pattern = inputs.two_classes(look)[shown[0]]
    wanted = blocks.picture(pattern[:, ::-1] if shown[1] else pattern, mask.shape) > 0
    reach = [1 + -(-side // original) for side, original in zip(mask.shape, stored)]
    off = float(((mask == mask.max()) != wanted)[~blocks.near_border(wanted, reach)].mean())
    require(off < MISPLACED, say("{percent} % of a resized mask's pixels away from borders have another class.",
                                 percent=short(100 * off)))


def test_ignores_other_files(look):
    """Files that are not .png, and folders, are ignored."""
    inputs.plain(look).branches("pairs")[0]["pair"]
    seen = inputs.junk(look)
    help = say("Keep only the names that end in .png.")
    require(seen.count("length") == 3, say("With 3 pairs and 6 other things in each folder, len is {found}.",
                                           found=seen.count("length")), expected=say("{n}", n=3), help=help)
    found = inputs.numbers(look, seen)
    need(all(image is not None for image, _ in found), say("The slices that were returned could not be recognised."))
    require({image for image, _ in found} <= {0, 1, 2}, say("Other files were returned as slices."), help=help)


def test_repeatable(look):
    """Without flip the same index always gives the same pair, and a pair stays as it was when others are read."""
    seen = inputs.plain(look)
    require(seen.flag("kept"), say("A pair changed after it had been read, when others were."), help=say(
        "Give each pair tensors of its own, and do not write to tensors that you keep."))
    first, *others = [inputs.arrays(pair) for pair in seen.branches("again")]
    need(first, say("An item holds no pair of image and mask."))
    changed = [not inputs.alike(first, other) for other in others]
    require(not any(changed), say("The same pair, read {times} times, came out differently.", times=inputs.AGAIN),
            help=say("Flip only where flip is True, and keep lists in self, not in the class."))


def test_flips_together(look):
    """With flip=True about half of the accesses mirror image and mask left-right, always both."""
    seen = inputs.flips(look)
    lost = inputs.blank(seen)  # masks of one value show nothing any more: mask_classes charges that
    drawn = [(blocks.recognise(inputs.image_of(record), inputs.known(look)[0][:1]),
              blocks.recognise(inputs.mask_of(record), inputs.known(look)[1][:1])) for record in seen.branches("pairs")]
    for image, mask in drawn:
        if image is None or (mask is None and not lost):
            raise Failed(observed=say("A flipped pair shows something that is neither the slice nor its mirror image."))
        require(lost or image[1] == mask[1], say("Image and mask are not mirrored at the same time."), help=say(
            "Draw one number for both: if random.random() < 0.5, flip image and mask."))
    count, (least, most) = sum(image[1] for image, _ in drawn), inputs.FLIPPED
    require(least <= count <= most, say("Of {all} accesses {n} were mirrored.", all=inputs.DRAWS, n=count),
            expected=say("about half"), help=say("Draw again in each __getitem__, with probability 1/2."))
