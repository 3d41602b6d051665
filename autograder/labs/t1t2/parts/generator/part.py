"""The part `generator`: the network G."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="generator.py",
    names=("Generator",),
    checks={
        "builds": 1,
        "shape": 3,
        "range": 3,
        "full_range": 2,
        "smooth_bound": 2,
        "encodes": 2,
        "depth": 1,
        "nonlinear": 1,
        "uses_input": 2,
        "learns": 2,
        "repeatable": 1,
    },
    title=say("Generator"), short=say("G"),
    praise=say("A true encoder and decoder, bounded as it should be and able to learn."),
)
