"""The part `overfit`: all parts of a submission, trained together on four slices."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part
from autograder.sandbox.watch import Limits

PART = Part(
    package=__package__,
    file="",
    names=("SegmentationDataset", "UNet", "segmentation_loss", "dice", "make_optimizer", "train_epoch", "validate"),
    checks={
        "runs": 3,
        "loss_falls": 5,
        "dice_rises": 4,
        "follows_input": 3,
    },
    title=say("Overfit four slices"), short=say("Fit"),
    praise=say("All your parts work together, and they learn."),
    stage=1,
    together=True,
    limits={"overfit.together": Limits(run=240.0)}, late_limits={"overfit.together": Limits(run=60.0)},
)
