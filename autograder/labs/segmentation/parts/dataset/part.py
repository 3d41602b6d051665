"""The part `dataset`: pairs of slice and mask."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="dataset.py",
    names=("SegmentationDataset",),
    checks={
        "is_dataset": 1,
        "pairs": 2,
        "image_shape": 1,
        "image_values": 2,
        "mask_type": 1,
        "mask_classes": 2,
        "mask_nearest": 2,
        "ignores_other_files": 1,
        "repeatable": 1,
        "flips_together": 2,
    },
    title=say("Dataset"), short=say("Data"),
    praise=say("Images and masks arrive together, and every label is whole."),
)
