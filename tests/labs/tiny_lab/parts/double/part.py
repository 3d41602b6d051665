"""The part `double`."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="doubling.py",
    names=("double",),
    checks={"value": 6, "shape": 2},
    title=say("Doubling"), short=say("Double"),
    praise=say("Everything is twice as large."),
)
