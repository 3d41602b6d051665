"""What comes back of double instead of what should."""
from __future__ import annotations

from collections.abc import Iterator

from autograder.diagnosis.facts import Fact

from .inputs import values


def doubled(part: str, look) -> Iterator[Fact]:
    """By how much too large or too small the sum is, and the shape."""
    found = look("double.doubled").array("doubled")
    yield "difference", float(found.sum() - 2 * values(look).sum())
    yield "axes", found.ndim


FACTS = (doubled,)
