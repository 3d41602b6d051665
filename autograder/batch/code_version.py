"""The code version of a part: what a verdict depends on besides the submission.

The code version of a part is the hash of its folder, of whatever else of the lab and of the engine has a say
in verdicts, and of the libraries' versions. What only prints, or only makes or examines a course, has none.
"""
from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder.lab import Lab

PACKAGE = Path(__file__).resolve().parent.parent
# The rooms of the engine that have a say in verdicts.
ENGINE = ("lab.py", "submissions", "sandbox", "worker", "grading", "diagnosis", "batch/grader.py", "i18n/messages.py",
          "i18n/plaintext.py")
# What of a lab has none: it is gathered anew whenever a part is graded again, or belongs to its documents.
APART = ("pictures", "data_folder.py")
LIBRARIES = ("torch", "torchvision", "numpy", "pillow", "matplotlib", "safetensors", "ipython", "nbformat")


@lru_cache
def code_versions(lab: Lab) -> dict[str, str]:
    """Part -> a hash that is the same wherever its checks would find the same."""
    common = [_libraries(), *(_line(path, PACKAGE) for name in ENGINE for path in _sources(PACKAGE / name)),
              *(_line(path, lab.folder.parent) for path in _shared(lab))]
    return {part.name: digest([*common, *(_line(path, lab.folder) for path in
                                          _sources(lab.folder / "parts" / part.name))]) for part in lab.parts}


def _shared(lab: Lab) -> Iterator[Path]:
    """The files of a lab that all of its parts hang on, and those of packages beside it that are no labs."""
    own = [path for path in _sources(lab.folder) if path.relative_to(lab.folder).parts[0] not in ("parts", *APART)]
    beside = [path for folder in sorted(lab.folder.parent.iterdir()) if folder.is_dir()
              and (folder / "__init__.py").exists() and not (folder / "lab.py").exists() for path in _sources(folder)]
    return iter([*own, *beside])


def _sources(path: Path) -> list[Path]:
    """Code and data below path, or path itself."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [file for file in found if file.suffix in (".py", ".json") and "__pycache__" not in file.parts]


def _line(path: Path, base: Path) -> str:
    return f"{path.relative_to(base).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def digest(words: Iterable[str]) -> str:
    """SHA-256 of some texts, as hex; each is told from the next."""
    whole = hashlib.sha256()
    for word in words:
        data = word.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _libraries() -> str:
    return " ".join([platform.python_version(), *(f"{name}={_version(name)}" for name in LIBRARIES)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"
