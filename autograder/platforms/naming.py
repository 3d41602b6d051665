"""Names for submissions' results that every disk takes and nobody else has."""
from __future__ import annotations

from collections.abc import Container

from autograder.i18n.plaintext import plain

MAX_NAME = 120
# What the class's own files end in: a submission's folder must not stand in their place.
OWN_ENDINGS = (".csv", ".html", ".json")
# What a disk takes for something else, whatever the ending.
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
SIGNS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def unique(stem: str, ending: str, taken: Container[str]) -> str:
    """A name like stem, with the ending of its file or a number where somebody has it.

    taken: names that are in use, casefolded.
    """
    stem = fit(stem)
    name, number = stem, 2
    if ending and name.casefold() in taken:
        name = f"{stem}{ending}"
    while name.casefold() in taken:
        name, number = f"{stem} ({number})", number + 1
    return name


def fit(stem: str) -> str:
    """The stem with letters, and of a length, that every disk takes."""
    name = plain(stem, MAX_NAME).translate(SIGNS).lstrip(". ")
    while len(name.encode("utf-8", "replace")) > 2 * MAX_NAME:
        name = name[:-1]
    name = name.rstrip(". ") or "unnamed"
    special = name.casefold().endswith(OWN_ENDINGS) or name.casefold().split(".")[0] in RESERVED
    return f"{name}_" if special else name
