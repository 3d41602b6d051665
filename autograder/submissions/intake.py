"""Intake: the files at a path as bytes by plain relative names, under limits.

Only regular files are opened, links are never followed, nothing is extracted, and every byte that
is read counts, also those of files that are left out afterwards.
"""
from __future__ import annotations

import mmap
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from autograder.i18n.messages import Message, render, say
from autograder.i18n.plaintext import plain
from autograder.submissions.filenames import (
    JUNK_FOLDERS,
    MAX_DEPTH,
    MAX_NAME,
    SOURCES,
    WEIGHTS,
    fit_name,
    is_data,
    plain_path,
    source_name,
    turn,
    wanted,
)

MAX_FILES = 400
MAX_SOURCE = 2 * 2**20
MAX_NOTEBOOK = 20 * 2**20
MAX_TOTAL = 60 * 2**20
MAX_WEIGHTS = 40 * 10**6
MAX_ARCHIVE = 512 * 2**20
# Folders and archives may hold data and checkpoints beside the code, but somewhere there is an end.
MAX_ENTRIES = 20_000
MAX_NOTES = 10
# A data set beside the code is no reason to refuse the code: what is too much is left out.
MAX_DATA_FILES = 100
MAX_DATA = 8 * 2**20
READ_SAFELY = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(
    os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
CENTRAL_RECORD = re.compile(rb"PK\x01\x02")
# The others (bzip2, LZMA) can't be read in small pieces: a few bytes of them fill the memory.
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MAX_NESTED = 2  # a zip in a zip in a zip
MAX_OTHERS = 8


class IntakeError(Exception):
    """This can't be read as a submission. `message` says what, from where, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(render(message))
        self.message = message


@dataclass
class Collection:
    """Path inside the submission -> bytes, and what was left out that the student should know."""

    origin: Path
    blobs: dict[str, bytes] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)
    total: int = 0
    data_files: int = 0
    data_bytes: int = 0
    archives: list[str] = field(default_factory=list)  # zips inside, which are not read
    others: list[str] = field(default_factory=list)

    def has_room_for(self, name: str, size: int = 0) -> bool:
        """Whether this file may still come along; of data there may be so much, and what is over is told once."""
        if not is_data(name) or (self.data_files < MAX_DATA_FILES and size <= MAX_SOURCE
                                 and self.data_bytes + size <= MAX_DATA):
            return True
        reported = say("Not all data files were taken: at most {n} of them, {each} MB each and {all} MB together, may "
                       "lie beside the code.", n=MAX_DATA_FILES, each=MAX_SOURCE // 2**20, all=MAX_DATA // 2**20)
        if reported not in self.notes:
            self.notes.append(reported)
        return False

    @property
    def has_sources(self) -> bool:
        return any(name.lower().endswith(SOURCES) for name in self.blobs)

    def pass_over(self, name: str) -> None:
        """Remember a file that nothing is made of: it is named where there is nothing else."""
        path = PurePosixPath(name)
        if name.startswith(".") or "/." in name or JUNK_FOLDERS & set(path.parts):
            return
        if path.suffix.lower() == ".zip" and plain_path(name):
            self.archives.append(name)
        self.others += [plain(name, MAX_NAME)] if len(self.others) < MAX_OTHERS else []

    def put_names_right(self) -> None:
        """Files called dataset.py.txt or lab.ipynb.json are what they were, unless that lies beside them."""
        for name in list(self.blobs):
            right = source_name(name)
            if right != name and right not in self.blobs:
                self.blobs[right] = self.blobs.pop(name)
                self.notes.append(say("{file} was read as {name}. Give it that name.", file=name, name=right))

    def add(self, name: str, data: bytes) -> None:
        """Take a file unless it is too large; its bytes count in any case."""
        if not self.has_room_for(name, len(data)):
            return
        self.total += len(data)
        self.data_files += is_data(name)
        self.data_bytes += is_data(name) * len(data)
        inner = fit_name(name)
        if len(data) > limit_of(name):
            self.leave_out(name, say("it is larger than {n} MB", n=limit_of(name) // 10**6))
        elif inner in self.blobs:
            self.leave_out(name, say("there is another file of this name"))
        elif inner is not None:
            self.blobs[inner] = data
        if len(self.blobs) - self.data_files > MAX_FILES or self.total > MAX_TOTAL:
            raise IntakeError(say(
                "{path} holds more than {files} files or {megabytes} MB. Hand in your code only.",
                path=str(self.origin), files=MAX_FILES, megabytes=MAX_TOTAL // 2**20))

    def leave_out(self, name: str, reason: Message) -> None:
        if len(self.notes) < MAX_NOTES:
            self.notes.append(say("{file} was left out: {reason}.", file=plain(name, 200), reason=reason))


def collect(path: Path) -> Collection:
    """Every file worth reading at path. Raises IntakeError."""
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        raise IntakeError(say("{path} does not exist. Check the path.", path=str(path))) from None
    if stat.S_ISLNK(mode):
        raise IntakeError(say("{path} is a link. Hand in the files themselves.", path=str(path)))
    found = Collection(path)
    if stat.S_ISDIR(mode):
        _collect_folder(path, found)
    elif stat.S_ISREG(mode) and path.suffix.lower() == ".zip":
        _collect_archive(path, found)
    elif stat.S_ISREG(mode) and source_name(path.name).lower().endswith(SOURCES):
        _collect_file(path, path.name, found)
    else:
        raise IntakeError(say(
            "{path} is neither a folder, a .zip, a .py file nor a notebook.", path=str(path)))
    found.put_names_right()
    return found


def _collect_folder(folder: Path, found: Collection) -> None:
    for entry, inner in sorted(_walk(folder, found), key=lambda pair: turn(pair[1])):
        if not wanted(inner):
            found.pass_over(inner)
        elif not found.has_room_for(inner):
            continue
        elif entry.is_symlink():
            found.leave_out(inner, say("it is a link; hand in the file itself"))
        elif entry.is_file(follow_symlinks=False):
            _collect_file(Path(entry.path), inner, found)
        else:
            found.leave_out(inner, say("it is not an ordinary file"))
    found.put_names_right()
    if len(found.archives) == 1 and not found.has_sources:
        _collect_archive(folder / found.archives[0], found)


def _walk(folder: Path, found: Collection) -> Iterator[tuple[os.DirEntry, str]]:
    """Everything below folder but what lies behind links, too deep or in folders that can't be read."""
    entries = 0
    pending = [(folder, "")]
    while pending:
        here, prefix = pending.pop()
        try:
            inside = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            found.leave_out(prefix or here.name, say("it can't be read ({reason})", reason=error.strerror))
            continue
        entries += len(inside)
        if entries > MAX_ENTRIES:
            raise IntakeError(say("{path} holds more than {files} files. Hand in your code only.",
                                  path=str(folder), files=MAX_ENTRIES))
        for entry in inside:
            inner = f"{prefix}{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                yield entry, inner
            elif inner.count("/") < MAX_DEPTH:
                pending.append((Path(entry.path), f"{inner}/"))


def _collect_file(path: Path, inner: str, found: Collection) -> None:
    try:
        with open_safely(path) as file:
            if os.fstat(file.fileno()).st_nlink > 1:
                found.leave_out(inner, say("it is a hard link; hand in a copy of the file"))
                return
            found.add(inner, file.read(limit_of(inner) + 1))
    except OSError as error:
        found.leave_out(inner, say("it can't be read ({reason})", reason=error.strerror or str(error)))


def open_safely(path: Path) -> BinaryIO:
    """A regular file, opened for reading without following a link or waiting for a pipe."""
    handle = os.open(path, READ_SAFELY)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is no ordinary file")
    return os.fdopen(handle, "rb")


def _collect_archive(path: Path, found: Collection) -> None:
    try:
        with open_safely(path) as file:
            _unpack(file, path, found)
    except IntakeError:
        raise
    except Exception as error:  # zipfile raises many kinds; the file is a stranger's
        raise IntakeError(say(
            "{path} can't be unpacked ({reason}). Zip the files again, without a password.",
            path=str(path), reason=plain(str(error) or type(error).__name__, 200))) from error


def _unpack(file: BinaryIO, path: Path, found: Collection, depth: int = 0) -> None:
    """Take what is in a zip; where that is one more zip and no code, what is in there."""
    bound_archive(file, path)
    found.archives.clear()
    with zipfile.ZipFile(file) as archive:
        for info in sorted(archive.infolist(), key=lambda info: turn(info.filename)):
            _collect_member(archive, info, found)
        found.put_names_right()
        inner = [info for info in archive.infolist() if info.filename.replace("\\", "/") in found.archives]
        if found.has_sources or len(inner) != 1 or depth == MAX_NESTED or trouble_with(inner[0]):
            return
        with archive.open(inner[0]) as member, tempfile.TemporaryFile() as copy:
            while (block := member.read(2**20)) and copy.tell() <= MAX_TOTAL:
                copy.write(block)
            copy.flush()
            _unpack(copy, path / inner[0].filename, found, depth + 1)


def bound_archive(file: BinaryIO, path: Path, most: int | None = None, largest: int | None = None) -> None:
    """Refuse an archive whose mere table of contents would fill the memory.

    most: entries, largest: bytes that it may have; by default what one submission may."""
    most, largest = most or MAX_ENTRIES, largest or MAX_ARCHIVE
    size = os.fstat(file.fileno()).st_size
    if size > largest:
        raise IntakeError(say("{path} is larger than {megabytes} MB. Hand in your code only.",
                              path=str(path), megabytes=largest // 2**20))
    if size == 0:
        return  # no archive either: zipfile says so
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for number, _ in enumerate(CENTRAL_RECORD.finditer(content), 1):
            if number > most:
                raise IntakeError(say("{path} holds more than {files} files. Hand in your code only.",
                                      path=str(path), files=most))


def _collect_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, found: Collection) -> None:
    inner = info.filename.replace("\\", "/")
    if info.is_dir():
        return
    if not wanted(inner):
        found.pass_over(inner)
        if inner.lower().endswith(SOURCES) and not plain_path(inner):
            found.leave_out(inner, say("its path leads out of the archive"))
    elif trouble := trouble_with(info):
        found.leave_out(inner, trouble)
    elif found.has_room_for(inner, info.file_size):
        with archive.open(info) as member:  # read counts real bytes, whatever is announced
            found.add(inner, member.read(limit_of(inner) + 1))


def trouble_with(info: zipfile.ZipInfo) -> Message | None:
    """Why an archive's member is not read, if it is not."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return say("it is a link; hand in the file itself")
    if info.flag_bits & 0x1:
        return say("it is encrypted; zip the files without a password")
    if info.compress_type not in COMPRESSIONS:
        return say("it is compressed in an unusual way; use the ordinary zip format")
    return None


def limit_of(inner: str) -> int:
    if PurePosixPath(inner).name == WEIGHTS:
        return MAX_WEIGHTS
    return MAX_NOTEBOOK if source_name(inner).lower().endswith(".ipynb") else MAX_SOURCE
