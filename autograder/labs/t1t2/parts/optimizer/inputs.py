"""What the part `optimizer` gives its experiments, and what its checks, facts and pictures share."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import Observations

GRADIENTS = np.array([0.5, 0.9, 1.7, 2.0])
SIDES = ("G", "D")


def paths(look) -> Observations:
    return look("optimizer.paths", lambda: {"gradients": GRADIENTS})
