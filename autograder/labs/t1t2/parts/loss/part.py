"""The part `loss`: the two losses."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="training.py",
    names=("generator_loss", "discriminator_loss"),
    checks={
        "adversarial": 2,
        "l1": 1,
        "lambda_default": 1,
        "lambda_honoured": 1,
        "real_term": 1,
        "fake_term": 1,
        "half": 1,
        "scalar": 1,
        "gradients": 1,
    },
    title=say("Losses"), short=say("Loss"),
    praise=say("Both losses are exactly right, λ included."),
    subjects={
        **dict.fromkeys(("adversarial", "l1", "lambda_default", "lambda_honoured"), "generator_loss"),
        **dict.fromkeys(("real_term", "fake_term", "half"), "discriminator_loss"),
    },
)
