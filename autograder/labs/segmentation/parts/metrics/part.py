"""The part `metrics`: Dice, IoU and Hausdorff distance."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="metrics.py",
    names=("dice", "iou", "hausdorff"),
    checks={
        "dice_value": 2,
        "dice_empty": 2,
        "iou_value": 2,
        "iou_empty": 1,
        "hausdorff_value": 3,
        "hausdorff_both_ways": 2,
        "hausdorff_empty": 1,
        "numbers": 1,
        "keeps_inputs": 1,
    },
    title=say("Metrics"), short=say("Metric"),
    praise=say("All three measures are right, empty masks included."),
)
