"""The report version of a submission's pages: whether they still are what would be printed now."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from autograder.batch.code_version import PACKAGE, digest
from autograder.batch.result_cache import EVIDENCE, PROBLEM, VERDICT
from autograder.grading.atomic import write_atomically

STAMP = "printed.json"
MADE_FROM, MADE = (VERDICT, EVIDENCE, PROBLEM), ("feedback.html", "results.json")
# What prints: the reports, their sentences, and what a page shows of evidence and of checks.
PRINTERS = ("reports", "i18n", "lab", "labs", "grading/observations.py", "grading/page_data.py",
            "grading/verdict.py")


def is_current(folder: Path, language: str, hints: int) -> bool:
    """Whether the pages in this folder are those of its verdict, in this language, with so many hints, and untouched
    since."""
    try:
        return json.loads((folder / STAMP).read_bytes()) == _imprint(folder, language, hints)
    except (OSError, ValueError):
        return False


def stamp(folder: Path, language: str, hints: int) -> None:
    """Note that the pages in this folder have just been printed."""
    write_atomically(folder / STAMP, json.dumps(_imprint(folder, language, hints)) + "\n")


def _imprint(folder: Path, language: str, hints: int) -> dict[str, Any]:
    return {"language": language, "hints": hints, "printers": _printers(),
            **{name: _hash(folder / name) for name in (*MADE_FROM, *MADE)}}


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return "none"


@lru_cache
def _printers() -> str:
    return digest(word for path in _files() for word in (str(path), _hash(PACKAGE / path)))


def _files() -> Iterator[Path]:
    for name in PRINTERS:
        path = PACKAGE / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                yield file.relative_to(PACKAGE)
