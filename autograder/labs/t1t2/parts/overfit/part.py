"""The part `overfit`: all parts of a submission, trained together on one small batch."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part
from autograder.sandbox.watch import Limits

PART = Part(
    package=__package__,
    file="",
    names=("PairedMedicalDataset", "Generator", "Discriminator", "generator_loss", "discriminator_loss",
           "make_optimizers", "train_step"),
    checks={
        "runs": 2,
        "both_learn": 2,
        "l1_falls": 3,
        "follows_input": 1,
        "unseen": 2,
    },
    title=say("Overfit one batch"), short=say("Fit"),
    praise=say("All your parts work together, and they learn."),
    stage=1,
    together=True,
    limits={"overfit.together": Limits(run=240.0)}, late_limits={"overfit.together": Limits(run=60.0)},
)
