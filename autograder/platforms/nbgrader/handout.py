"""The handout as nbgrader's students need it: they have the notebook, and neither make nor the lab's programs.

assignment/README.md marks what only the students' package has, and says behind it what nbgrader's
students read instead: `<!-- package -->make test<!-- nbgrader: the test cells -->`.
"""
from __future__ import annotations

import re

MARKED = re.compile(r"<!-- package -->(?P<package>.*?)<!-- nbgrader(?::(?P<nbgrader>.*?))?\s*-->", re.DOTALL)
LEFT = re.compile(r"<!-- (package|nbgrader)")


def handout(text: str) -> str:
    """The text with nbgrader's words in the place of the package's. Raises ValueError for a mark without its other."""
    found = MARKED.sub(lambda mark: (mark["nbgrader"] or "").strip(" "), text)
    if LEFT.search(found):
        raise ValueError("the handout has a mark `<!-- package -->` or `<!-- nbgrader -->` without the other one")
    return re.sub(r"\n{3,}", "\n\n", found).replace("](../", "](")  # all of it lies beside the notebook
