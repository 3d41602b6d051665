"""Sets of submissions that are only read whole, each one frozen archive in a lab's fixtures/.

    python -m autograder.verification pack FOLDER ARCHIVE      a set's folder as an archive
    python -m autograder.verification unpack ARCHIVE FOLDER    the other way round, to read it

A set holds a folder for each submission, with its files and expected.json. The archive's bytes follow
from names and contents alone: members sorted, one date, one mode, and stored as they are. Deflated bytes
would depend on the zlib in use, and Git, which compresses a stored archive as one, makes it smaller.
"""
from __future__ import annotations

import io
import zipfile
from pathlib import Path

from autograder.lab import Lab

STYLES = "styles"  # right work in one file each, written to find what is rejected
EXPECTED = "expected.json"
DATE, MODE, UNIX = (1980, 1, 1, 0, 0, 0), 0o100644, 3


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


def pack(folder: Path) -> bytes:
    """The archive of everything in the folder but hidden files and Python's caches."""
    inside = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")
              if path.is_file() and not path.is_symlink()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(inside):
            if any(piece.startswith(".") or piece == "__pycache__" for piece in name.split("/")):
                continue
            member = zipfile.ZipInfo(name, DATE)
            member.create_system, member.external_attr = UNIX, MODE << 16
            archive.writestr(member, inside[name].read_bytes())
    return written.getvalue()
