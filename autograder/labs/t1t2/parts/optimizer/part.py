"""The part `optimizer`: the two optimizers."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part
from autograder.labs.t1t2.parts.optimizer import lines

PART = Part(
    package=__package__,
    file="training.py",
    names=("make_optimizers",),
    checks={
        "adam": 1,
        "learning_rate": 1,
        "betas": 1,
        "no_weight_decay": 1,
        "own_parameters": 1,
    },
    title=say("Optimizers"), short=say("Opt."),
    praise=say("Each optimizer updates its own network, with the right settings."),
    lines=dict.fromkeys(("learning_rate", "betas", "no_weight_decay", "adam"), lines.optimizer_call),
)
