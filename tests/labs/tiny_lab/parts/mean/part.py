"""The part `mean`."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="averaging.py",
    names=("mean",),
    checks={"value": 2},
    title=say("Averaging"), short=say("Mean"),
    praise=say("The mean is right."),
)
