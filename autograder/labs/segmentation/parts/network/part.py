"""The part `network`: the U-Net."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="unet.py",
    names=("UNet",),
    checks={
        "builds": 1,
        "shape": 2,
        "any_size": 3,
        "logits": 3,
        "skips": 4,
        "shrinks": 2,
        "context": 1,
        "learnable": 2,
        "repeatable": 2,
    },
    title=say("U-Net"), short=say("Net"),
    praise=say("Encoder, decoder and skips all do their work, at any size."),
)
