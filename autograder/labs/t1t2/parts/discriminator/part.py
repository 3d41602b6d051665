"""The part `discriminator`: the network D."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="discriminator.py",
    names=("Discriminator",),
    checks={
        "builds": 1,
        "shape": 2,
        "patch_map": 3,
        "range": 3,
        "full_range": 2,
        "smooth_bound": 1,
        "local": 2,
        "sees_both": 2,
        "nonlinear": 1,
        "learns": 2,
        "repeatable": 1,
    },
    title=say("Discriminator"), short=say("D"),
    praise=say("A real PatchGAN: local, bounded, and it looks at both slices."),
)
