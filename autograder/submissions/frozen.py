"""A set of submissions as one frozen archive, the same bytes on every machine.

The bytes follow from names and contents alone: members sorted, one date, one mode, and stored as they are.
Deflated bytes would depend on the zlib in use, and Git, which compresses a stored archive as one, makes it smaller.
"""
from __future__ import annotations

import functools
import io
import tempfile
import zipfile
from pathlib import Path

DATE, MODE, UNIX = (1980, 1, 1, 0, 0, 0), 0o100644, 3


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


def unpack(archive: Path, folder: Path) -> None:
    """Write what is in one of our own archives to the folder."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def unpacked(archive: Path) -> Path:
    """A folder with what is in the archive, which this process unpacks once and removes at its end."""
    return Path(_kept(archive, archive.stat().st_mtime_ns).name)


@functools.cache
def _kept(archive: Path, changed: int) -> tempfile.TemporaryDirectory:
    folder = tempfile.TemporaryDirectory()
    unpack(archive, Path(folder.name))
    return folder
