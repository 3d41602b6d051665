"""The part `training_step`: one alternating update."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part
from autograder.labs.t1t2.parts.training_step import lines

PART = Part(
    package=__package__,
    file="training.py",
    names=("train_step",),
    checks={
        "returns_losses": 1,
        "updates_G": 2,
        "updates_D": 2,
        "unscaled": 1,
        "order": 1,
        "detaches_fake": 2,
        "clears_gradients": 2,
        "honours_lambda": 1,
        "reports_losses": 1,
        "any_networks": 2,
    },
    title=say("Training step"), short=say("Step"),
    praise=say("A clean alternating step: nothing leaks from one half into the other."),
    stage=1,
    lines={"detaches_fake": lines.without_detach},
)
