"""A folder, or a folder inside a zip: both are listed and read in the same way.

Nothing is extracted here, links are never followed, and every size is bounded (intake.py).
"""
from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from autograder.i18n.messages import Message, say
from autograder.submissions import intake

# An archive of a whole class, made by a platform.
CLASS_ENTRIES = 100_000
CLASS_BYTES = 32 * 2**30
# A folder that holds more is no class.
MAX_LISTED = 20_000
UTF8_NAME = 0x800


class Unreadable(Exception):
    """This can't be read; `reason` says why, in a sentence that begins with "it"."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


@dataclass(frozen=True)
class Entry:
    """What lies at a place. modified: seconds since 1970, by the disk or the archive."""

    name: str
    is_folder: bool
    modified: float = 0.0
    is_link: bool = False

    @property
    def ending(self) -> str:
        return "" if self.is_folder else PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without the ending of a file that may be a submission."""
        return self.name[:-len(self.ending)] if self.ending in (".zip", *intake.SOURCES) else self.name


def _order(entry: Entry) -> tuple[str, str, str]:
    """By name; of two of one name the folder first, so that it is the zip that gets its ending into its name."""
    return entry.stem.casefold(), entry.ending, entry.name


class Folder:
    """A folder on the disk. files: names of files by which a submission is known."""

    def __init__(self, path: Path, files: frozenset[str]) -> None:
        self.where, self.files = path, files
        self.label = str(path)

    def entries(self) -> list[Entry]:
        """By name. Raises Unreadable."""
        try:
            with os.scandir(self.where) as inside:
                found = [_on_disk(entry) for entry, _ in zip(inside, range(MAX_LISTED))]
        except OSError as error:
            raise Unreadable(say("it can't be read ({reason})", reason=error.strerror or str(error))) from None
        return sorted(found, key=_order)

    def folder(self, name: str) -> Folder:
        return Folder(self.where / name, self.files)

    def path(self, name: str) -> Path:
        """Where the entry lies on the disk."""
        return self.where / name

    def at(self, name: str) -> str:
        """Where the entry is, for people."""
        return str(self.where / name)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A regular file's bytes. Raises Unreadable."""
        try:
            with intake.open_safely(self.where / name) as file:
                yield file
        except OSError as error:
            raise Unreadable(say("it can't be read ({reason})", reason=error.strerror or str(error))) from None


@dataclass
class _Node:
    folders: dict[str, _Node] = field(default_factory=dict)
    files: dict[str, zipfile.ZipInfo] = field(default_factory=dict)


class Archive:
    """A folder inside a zip. files: names of files by which a submission is known; astray: at its top, the members
    whose paths lead out of it or too deep."""

    def __init__(self, archive: zipfile.ZipFile, label: str, node: _Node, files: frozenset[str],
                 astray: tuple[str, ...] = ()) -> None:
        self.label, self.files, self.astray = label, files, astray
        self._archive, self._node = archive, node

    def entries(self) -> list[Entry]:
        folders = [Entry(name, True) for name in self._node.folders]
        files = [Entry(name, False, _modified(info)) for name, info in self._node.files.items()]
        return sorted(folders + files, key=_order)

    def folder(self, name: str) -> Archive:
        return Archive(self._archive, self.at(name), self._node.folders[name], self.files)

    def path(self, name: str) -> None:
        """Nothing in an archive lies on the disk."""

    def at(self, name: str) -> str:
        return f"{self.label}/{name}"

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A member's bytes. Raises Unreadable."""
        info = self._node.files.get(name)
        if info is None:
            raise Unreadable(say("it is not an ordinary file"))
        if trouble := intake.trouble_with(info):
            raise Unreadable(trouble)
        try:
            with self._archive.open(info) as member:
                yield member
        except Unreadable:
            raise
        except Exception as error:  # zipfile raises many kinds; the file is a stranger's
            raise Unreadable(say("it can't be read ({reason})", reason=str(error) or type(error).__name__)) from error


Place = Folder | Archive


@contextmanager
def open_archive(path: Path, files: frozenset[str], whole_class: bool = False) -> Iterator[Archive]:
    """The top of a zip. whole_class: it may be as large as a class. Raises Unreadable."""
    limits = (CLASS_ENTRIES, CLASS_BYTES) if whole_class else (None, None)
    try:
        file = intake.open_safely(path)
    except OSError as error:
        raise Unreadable(say("it can't be read ({reason})", reason=error.strerror or str(error))) from None
    with file:
        try:
            intake.bound_archive(file, path, *limits)
            archive = zipfile.ZipFile(file)
            top, astray = _tree(archive)
        except Exception as error:  # zipfile raises many kinds; the file is a stranger's
            raise Unreadable(say("it can't be unpacked ({reason})",
                                 reason=str(error) or type(error).__name__)) from error
        with archive:
            yield Archive(archive, str(path), top, files, astray)


def _tree(archive: zipfile.ZipFile) -> tuple[_Node, tuple[str, ...]]:
    """The archive's folders and files; and the paths that lead out of it, and ones too deep to be in it."""
    top, astray = _Node(), []
    for info in archive.infolist():
        inner = file_name(info).replace("\\", "/")
        parts = PurePosixPath(inner).parts
        if not parts or not intake.plain_path(inner) or len(parts) > 4 * intake.MAX_DEPTH:
            astray.append(inner)
            continue
        node = top
        for part in parts[:None if info.is_dir() else -1]:
            node = node.folders.setdefault(part, _Node())
        if not info.is_dir():
            node.files[parts[-1]] = info
    return top, tuple(astray)


def file_name(info: zipfile.ZipInfo) -> str:
    """The member's name. Zips from Windows in China hold names in GBK and don't say so, and zips
    from some other systems hold UTF-8 and don't say so either."""
    name = info.filename
    if info.flag_bits & UTF8_NAME or name.isascii():
        return name
    if raw := _encoded(name, "utf-8"):
        return raw
    # The lines and corners of old PC fonts are in nobody's name: then it is not what it says it is.
    accents = all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if not letter.isascii())
    return name if accents else _encoded(name, "gb18030") or name


def _encoded(name: str, encoding: str) -> str | None:
    """The name, had its bytes been meant in this encoding."""
    try:
        return name.encode("cp437").decode(encoding)
    except UnicodeError:
        return None


def _on_disk(entry: os.DirEntry) -> Entry:
    try:
        return Entry(entry.name, entry.is_dir(), entry.stat(follow_symlinks=False).st_mtime, entry.is_symlink())
    except OSError:  # gone or broken since it was listed: whoever opens it says so
        return Entry(entry.name, False)


def _modified(info: zipfile.ZipInfo) -> float:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0


def walk(place: Place, inner: str = "") -> Iterator[tuple[str, Place, Entry]]:
    """Every file below a place as (path inside it, its folder, its entry), without links and tools' folders."""
    pending = [(place, inner)]
    seen = 0
    while pending:
        here, prefix = pending.pop()
        for entry in here.entries():
            seen += 1
            if seen > intake.MAX_ENTRIES:
                return
            if entry.is_link:
                continue
            if not entry.is_folder:
                yield f"{prefix}{entry.name}", here, entry
            elif (prefix.count("/") < intake.MAX_DEPTH and entry.name not in intake.JUNK_FOLDERS
                  and not entry.name.startswith(".")):
                pending.append((here.folder(entry.name), f"{prefix}{entry.name}/"))
