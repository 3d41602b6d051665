"""Checks of the part `mean`."""
from __future__ import annotations

from autograder.grading.observations import close, require
from autograder.i18n.messages import say


def test_value(look):
    """The mean of some numbers is their sum, divided by how many there are."""
    values = [float(value) for value in look.rng("mean.values").integers(1, 100, 5)]
    found = look("mean.averaged", lambda: {"values": values}).number("averaged")
    require(close(found, sum(values) / len(values)), say("It is {found}.", found=found))
