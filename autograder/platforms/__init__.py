"""Submissions found where they lie, whatever platform they were downloaded from."""
from __future__ import annotations

from pathlib import Path

from autograder.plaintext import plain
from autograder.rubric import FILES
from autograder.submission import NOTEBOOK, SOURCES

MAX_NAME = 120
# What the class's own files end in: a submission's folder must not stand in their place.
OWN_ENDINGS = (".csv", ".html", ".json")


def find_submissions(paths: list[Path]) -> dict[str, Path]:
    """Name -> path of every submission under the paths.

    A folder that holds the lab's files (or any source) itself is one submission; otherwise each of
    its entries is one. Names are made unique, so that nobody's results overwrite another's.
    """
    found: dict[str, Path] = {}
    for path in (path.resolve() for path in paths):  # a link counts where the caller names it
        for entry in [path] if _is_submission(path) else sorted(path.iterdir()):
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            if entry.is_dir() or entry.suffix.lower() in (".zip", *SOURCES):
                found[_unique(entry, found)] = entry
    return found


def _is_submission(path: Path) -> bool:
    if not path.is_dir():
        return True
    names = {entry.name for entry in path.iterdir() if entry.is_file()}
    return bool(names & {*FILES, NOTEBOOK})


def _unique(path: Path, taken: dict[str, Path]) -> str:
    """A name for a submission's results that every disk takes and nobody else has."""
    plain_file = path.suffix.lower() in (".zip", *SOURCES) and not path.is_dir()
    stem, ending = (path.stem, path.suffix) if plain_file else (path.name, "")
    stem = _fit(stem)
    lower = {name.casefold() for name in taken}
    name = stem if stem.casefold() not in lower else f"{stem}{ending}"
    number = 2
    while name.casefold() in lower:
        name, number = f"{stem} ({number})", number + 1
    return name


def _fit(stem: str) -> str:
    name = plain(stem, MAX_NAME).replace("/", "_")
    while len(name.encode("utf-8", "replace")) > 2 * MAX_NAME:
        name = name[:-1]
    name = name.rstrip(". ") or "unnamed"
    return f"{name}_" if name.casefold().endswith(OWN_ENDINGS) else name
