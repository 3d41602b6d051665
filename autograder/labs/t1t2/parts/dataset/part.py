"""The part `dataset`: how slices are read, paired and scaled."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part
from autograder.labs.t1t2.parts.dataset import lines

PART = Part(
    package=__package__,
    file="dataset.py",
    names=("PairedMedicalDataset",),
    checks={
        "is_dataset": 1,
        "length": 1,
        "shorter_folder": 1,
        "pair": 1,
        "shape": 1,
        "dtype": 1,
        "t1_first": 2,
        "order": 3,
        "ignores_other_files": 1,
        "scale_ends": 3,
        "scale_linear": 1,
        "greyscale": 1,
        "resize": 1,
        "upright": 1,
        "repeatable": 1,
    },
    title=say("Dataset"), short=say("Data"),
    praise=say("Every slice arrives in the right order, size and scale."),
    lines={"order": lines.reading, "ignores_other_files": lines.reading, "scale_ends": lines.normalising},
)
