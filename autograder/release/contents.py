"""Files included in each released package, and a zip that is the same whenever its contents are.

What ships is decided by folders: a new file ships nowhere until its folder does.
"""
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from autograder.grading.authoring import AuthorError
from autograder.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "autograder"
# The rooms of the engine that grade. What makes or examines a course (release, verification, benchmark) is not here.
GRADES = ("__init__.py", "__main__.py", "batch", "commands", "diagnosis", "grading", "i18n", "lab", "platforms",
          "reports", "sandbox", "submissions", "worker", "labs/__init__.py", "labs/conftest.py")
DEFAULT = re.compile(rb"^DEFAULT = .*$", re.MULTILINE)
# What pip installs a grader by, with the versions that it grades with; and by what right.
INSTALLING, LICENSE = ("pyproject.toml", "requirements.lock"), "LICENSE"
LEFT_BY_TOOLS = {"__pycache__", ".ipynb_checkpoints"}
EPOCH = (1980, 1, 1, 0, 0, 0)


class Lacking(AuthorError, FileNotFoundError):
    """Something that a package should hold is not there."""


def grader(lab: Lab) -> Iterator[tuple[str, bytes]]:
    """(path from the root, content) of everything that grading in this lab needs. In it the lab is the default one."""
    places = [*(PACKAGE / name for name in GRADES), *(lab.folder / name for name in lab.ships),
              *(lab.beside(name) for name in lab.ships_beside)]
    for place in sorted(places):
        yield from ((shipped(path, lab), path.read_bytes() if path != PACKAGE / "labs" / "__init__.py"
                     else _with_default(path.read_bytes(), lab)) for path in files_in(place))


def shipped(path: Path, lab: Lab) -> str:
    """Where a file of the engine's or the lab's lies in a package: a lab from elsewhere lies beside the engine."""
    return path.relative_to(ROOT if path.is_relative_to(PACKAGE) else lab.folder.parent).as_posix()


def _with_default(source: bytes, lab: Lab) -> bytes:
    reference = lab.name if lab.folder.is_relative_to(PACKAGE) else f"./{lab.name}"
    return DEFAULT.sub(f'DEFAULT = "{reference}"'.encode(), source)


def files_in(place: Path) -> list[Path]:
    """The files below a folder, or the file itself. Raises Lacking where there is none."""
    if not place.exists():
        raise Lacking(f"a package should hold {place}, and nothing is called that")
    found = sorted(place.rglob("*")) if place.is_dir() else [place]
    return [path for path in found if path.is_file() and not LEFT_BY_TOOLS & {*path.parts}]


def write_zip(target: Path, contents: Mapping[str, bytes], executable: Iterable[str] = ()) -> Path:
    """Write the contents (path -> bytes), sorted and with a fixed date, to target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    programs = set(executable)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.external_attr = (0o755 if name in programs else 0o644) << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target
