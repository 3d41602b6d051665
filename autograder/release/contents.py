"""Files included in each released package, and a zip that is the same whenever its contents are.

What ships is decided by folders: a new file ships nowhere until its folder does.
"""
from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from autograder.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "autograder"
# The rooms of the engine that grade. What makes or examines a course (release, verification, benchmark) is not here.
GRADES = ("__init__.py", "__main__.py", "lab.py", "batch", "commands", "diagnosis", "grading", "i18n", "platforms",
          "reports", "sandbox", "submissions", "worker", "labs/__init__.py", "labs/conftest.py")
# What pip installs a grader by, with the versions that it grades with.
INSTALLING = ("pyproject.toml", "requirements.lock")
LEFT_BY_TOOLS = {"__pycache__", ".ipynb_checkpoints"}
EPOCH = (1980, 1, 1, 0, 0, 0)


def grader(lab: Lab) -> Iterator[tuple[str, bytes]]:
    """(path from the root, content) of everything that grading in this lab needs."""
    places = [*(PACKAGE / name for name in GRADES), *(lab.folder / name for name in lab.ships),
              *(lab.folder.parent / name for name in lab.ships_beside)]
    for place in sorted(places):
        yield from ((path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in files_in(place))


def files_in(place: Path) -> list[Path]:
    """The files below a folder, or the file itself. FileNotFoundError where there is none."""
    if not place.exists():
        raise FileNotFoundError(f"a package should hold {place}, and nothing is called that")
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
