"""The part `inference`: G in use, and the figure of its output."""
from __future__ import annotations

from autograder.i18n.messages import say
from autograder.lab import Part

PART = Part(
    package=__package__,
    file="inference.py",
    names=("translate", "show_comparison"),
    checks={
        "translates": 2,
        "eval_mode": 1,
        "no_graph": 1,
        "changes_nothing": 1,
        "figure": 1,
        "three_panels": 1,
        "panel_order": 1,
        "greyscale": 1,
        "titles": 1,
    },
    title=say("Inference (bonus)"), short=say("Inf."),
    praise=say("G is used with care, and the figure says what it shows."),
    bonus=True,
    stage=1,
    subjects={
        **dict.fromkeys(("translates", "eval_mode", "no_graph", "changes_nothing"), "translate"),
        **dict.fromkeys(("figure", "three_panels", "panel_order", "greyscale", "titles"), "show_comparison"),
    },
)
