"""The part `training`: optimizer, epoch and validation."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="training.py",
    names=("make_optimizer", "train_epoch", "validate"),
    checks={
        "adam": 1,
        "schedule": 2,
        "updates": 2,
        "every_batch": 1,
        "clears_gradients": 2,
        "train_mode": 2,
        "scheduler_step": 2,
        "mean_loss": 2,
        "eval_mode": 2,
        "no_graph": 1,
        "changes_nothing": 1,
        "scores": 2,
    },
    title=say("Training"), short=say("Train"),
    praise=say("A clean epoch: the right modes, the right steps, the right means."),
    stage=1,
)
