"""Checks of the part `double`."""
from __future__ import annotations

import numpy as np

from autograder.grading.observations import require, shape_text
from autograder.i18n.messages import say

from .inputs import values


def test_value(look):
    """Every number comes back twice as large."""
    found = look("double.doubled", lambda: {"values": values(look)}).array("doubled")
    require(np.allclose(np.sort(found.ravel()), np.sort(2 * values(look).ravel())),
            say("The sum of what came back is {found}.", found=float(found.sum())))


def test_shape(look):
    """The result has the shape of what was given."""
    found = look("double.doubled", lambda: {"values": values(look)}).array("doubled")
    require(found.shape == values(look).shape, say("Its shape is {found}.", found=shape_text(found.shape)))
