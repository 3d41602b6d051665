"""The part `inference`: prediction and overlay figure."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="inference.py",
    names=("segment", "show_overlay"),
    checks={
        "classes": 2,
        "eval_mode": 1,
        "no_graph": 1,
        "changes_nothing": 1,
        "figure": 1,
        "slice_visible": 1,
        "overlay": 2,
        "legend": 1,
    },
    title=say("Inference (bonus)"), short=say("Infer"),
    praise=say("The prediction is clean and the figure can be read."),
    stage=1,
    bonus=True,
)
