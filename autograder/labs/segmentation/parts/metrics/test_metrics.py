"""Checks of the part `metrics`. A check's docstring is what is true of correct work."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import need, require, short
from autograder.i18n.messages import Message, say
from autograder.labs.segmentation.parts.metrics import inputs

TOLERANCE = 2e-3  # an epsilon against division by zero is no mistake
EMPTY_TOLERANCE = 1e-2
PIXELS = 1e-2


def test_dice_value(look):
    """dice is 2|A∩B| / (|A|+|B|) for the pixels of the label, however few they are."""
    hints = {"iou": say("This is IoU: Dice counts the overlap twice, and adds the two sizes.")}
    _require_values(look, "dice", hints)


def test_iou_value(look):
    """iou is |A∩B| / |A∪B| for the pixels of the label, however few they are."""
    hints = {"dice": say("This is Dice: IoU divides by the number of pixels that are in A, in B or in both.")}
    _require_values(look, "iou", hints)


def _require_values(look, measure: str, hints: dict[str, Message]) -> None:
    for name, case in inputs.overlaps(look).items():
        found, expected = _number(look, measure, name), inputs.right(measure, case)
        help = next((hint for other, hint in hints.items()
                     if abs(found - inputs.right(other, case)) <= TOLERANCE), None)
        require(abs(found - expected) <= TOLERANCE, say(
            "For label {label} it is {found}.", label=case["label"], found=short(found)),
            expected=say("{value}", value=short(expected)), help=help)


def test_dice_empty(look):
    """dice is 1 where neither mask holds the label, and 0 where one of the two does."""
    _require_empty(look, "dice")


def test_iou_empty(look):
    """iou is 1 where neither mask holds the label, and 0 where one of the two does."""
    _require_empty(look, "iou")


def _require_empty(look, measure: str) -> None:
    for name, case in inputs.empties(look).items():
        found, expected = _number(look, measure, name), inputs.right(measure, case)
        require(abs(found - expected) <= EMPTY_TOLERANCE, _of_empty(name, found),
                expected=say("{value}", value=short(expected)))
    values = {round(_number(look, measure, name), 6) for name in inputs.overlaps(look)}
    need(len(values) > 1, say("It gives the same number for all masks."))


def _of_empty(name: str, found: float) -> Message:
    if name == "prediction only":
        return say("Where only the prediction holds the label it is {found}.", found=short(found))
    if name == "target only":
        return say("Where only the target holds the label it is {found}.", found=short(found))
    return say("Where neither mask holds the label it is {found}.", found=short(found))


def test_hausdorff_value(look):
    """hausdorff is the largest Euclidean distance, in pixels, from a pixel of one set to the nearest of the other."""
    hints = {
        "percentile": say("This is the 95th percentile of the distances, not the largest."),
        "percentile of all": say("This is the 95th percentile of the distances, not the largest."),
        "mean": say("This is the mean of the distances, not the largest."),
        "mean of all": say("This is the mean of the distances, not the largest."),
        "squared": say("This is the squared distance."),
        "city block": say("These distances count steps along rows and columns; Euclidean ones go straight."),
        "chessboard": say("These distances are the larger of two differences; Euclidean ones go straight."),
        "centres": say("This is the distance between the centres of the two sets."),
        "farthest pair": say("This is the distance of the two pixels that are farthest apart; first take the nearest."),
        "smallest": say("This is the smallest distance, not the largest."),
    }
    for name, case in inputs.mirrored(look).items():
        found, expected = _number(look, "hausdorff", name), inputs.right("hausdorff", case)
        others = inputs.other_distances(case)
        help = next((hint for other, hint in hints.items() if abs(found - others[other]) <= PIXELS), None)
        require(abs(found - expected) <= PIXELS, say("It is {found}.", found=short(found)),
                expected=say("{value}", value=short(expected)), help=help)


def test_hausdorff_both_ways(look):
    """hausdorff looks both ways: from the prediction to the target, and from the target to the prediction."""
    pairs = inputs.one_sided(look)
    found = {name: _number(look, "hausdorff", name) for name in pairs}
    need(len({round(value, 6) for value in [*found.values(), *_mirrored_values(look)]}) > 1,
         say("It gives the same number for all masks."))
    one, other = found.values()
    require(abs(one - other) <= PIXELS, say(
        "It is {one}; with prediction and target exchanged it is {other}.", one=short(one), other=short(other)),
        expected=say("the larger of the two"))
    if _right_if_mirrored(look):  # else what is wrong is charged by hausdorff_value
        expected = inputs.right("hausdorff", next(iter(pairs.values())))
        require(abs(one - expected) <= PIXELS, say("It is {found}.", found=short(one)),
                expected=say("{value}", value=short(expected)))


def _mirrored_values(look) -> list[float]:
    return [_number(look, "hausdorff", name) for name in inputs.mirrored(look)]


def _right_if_mirrored(look) -> bool:
    return all(abs(value - inputs.right("hausdorff", case)) <= PIXELS
               for value, case in zip(_mirrored_values(look), inputs.mirrored(look).values()))


def test_hausdorff_empty(look):
    """hausdorff is 0 where neither mask holds the label, and infinite where one of the two does."""
    for name, case in inputs.empties(look).items():
        found, expected = _number(look, "hausdorff", name), inputs.right("hausdorff", case)
        require(found == expected or abs(found - expected) <= PIXELS, _of_empty(name, found),
                expected=say("{value}", value=short(expected)))


def test_numbers(look):
    """All three give back one number, for masks of any integer type."""
    judged = 0
    for measure in inputs.MEASURES:
        seen = inputs.seen_of(look, measure)
        if seen.error("ventricle 0"):
            continue  # charged where its values are judged
        judged += 1
        record = seen.branch("ventricle 0")
        require("value" in record, say("{name} returned a {kind}, which is no number.", name=measure,
                                       kind=record.text("type")), expected=say("a float"))
        for kind in inputs.kinds(look):
            found, usual = _number(look, measure, kind), record.number("value")
            require(found == usual or abs(found - usual) <= TOLERANCE, say(
                "{name} is {found} for masks of {kind}, and {usual} for the same masks of int64.",
                name=measure, found=short(found), kind=kind, usual=short(usual)))
    need(judged, say("None of the three could be run."))


def test_keeps_inputs(look):
    """The masks are left as they were given."""
    judged = 0
    for measure in inputs.MEASURES:
        seen = inputs.seen_of(look, measure)
        for name in inputs.cases(look, measure):
            if not seen.error(name):
                judged += 1
                require(seen.branch(name).flag("kept"), say("{name} changed a mask in place.", name=measure), help=say(
                    "Compute new tensors, or clone() first."))
    need(judged, say("None of the three could be run."))


def _number(look, measure: str, case: str) -> float:
    """The number that came back. Where none did, that is charged by `numbers`."""
    record = inputs.seen_of(look, measure).branch(case)
    if "value" not in record and "values" in record:
        values = [float(np.asarray(value)) for value in record.items("values")]
        if len(values) == 1 or (values and measure == "hausdorff"):  # of both ways, one beside the other
            return max(values)
    need("value" in record, say("It returned no number."))
    return record.number("value")
