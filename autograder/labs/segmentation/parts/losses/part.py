"""The part `losses`: Dice and cross-entropy."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="losses.py",
    names=("dice_loss", "segmentation_loss"),
    checks={
        "dice_value": 2,
        "foreground": 1,
        "per_slice": 2,
        "smooth": 2,
        "empty": 1,
        "cross_entropy": 2,
        "weight": 1,
        "scalar": 1,
        "gradients": 2,
        "softmax": 1,
    },
    title=say("Losses"), short=say("Loss"),
    praise=say("Both losses are exactly right, empty masks included."),
)
