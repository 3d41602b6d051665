"""Sets of submissions that are only read whole, each one frozen archive in a lab's fixtures/.

    python -m autograder.verification pack FOLDER ARCHIVE      a set's folder as an archive
    python -m autograder.verification unpack ARCHIVE FOLDER    the other way round, to read it

A set holds a folder for each submission, with its files and, but for whole right work, expected.json.
"""
from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.lab import Lab

STYLES = "styles"  # right work in one file each, written to find what is rejected
EXPECTED = "expected.json"


def heldout(lab: Lab) -> list[str]:
    """The lab's held-out sets, in the order of their names."""
    return sorted(path.stem for path in (lab.fixtures / "heldout").glob("*.zip"))


def archives(lab: Lab) -> dict[str, Path]:
    """Set -> its archive, of the sets that the lab has."""
    styles = lab.fixtures / "right_styles" / f"{STYLES}.zip"
    return {**{which: lab.fixtures / "heldout" / f"{which}.zip" for which in heldout(lab)},
            **({STYLES: styles} if styles.exists() else {})}


def submissions(lab: Lab, which: str) -> list[str]:
    """`set/name` of every submission in the set."""
    with zipfile.ZipFile(archives(lab)[which]) as archive:
        return sorted(f"{which}/{name.split('/')[0]}" for name in archive.namelist()
                      if name.count("/") == 1 and name.endswith(f"/{EXPECTED}"))


def files(lab: Lab, name: str) -> dict[str, bytes]:
    """Path inside the submission `set/name` -> content, expected.json among them."""
    which, short = name.split("/")
    with zipfile.ZipFile(archives(lab)[which]) as archive:
        return {inner.removeprefix(f"{short}/"): archive.read(inner) for inner in archive.namelist()
                if inner.startswith(f"{short}/")}
