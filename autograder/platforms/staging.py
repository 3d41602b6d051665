"""Lay the pieces of a submission out as one path that can be graded.

What lies on the disk as its author made it is graded where it lies. What a platform renamed, spread
over files or put into an archive is copied out, file by file under plain names and under limits.
"""
from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from autograder.i18n.messages import Message, say
from autograder.platforms.finding import Find, Piece
from autograder.platforms.places import Place, Unreadable, walk
from autograder.submissions import intake
from autograder.submissions.intake import IntakeError
from autograder.submissions.submission import below_root

BLOCK = 2**20
Complain = Callable[[str, Message], None]


def settle(find: Find, folder: Path, complain: Complain) -> Path:
    """Where this submission can be read: its own path, or a copy in folder (made anew).

    complain: told of each file that could not be copied. Raises OSError where folder can't be written.
    """
    only = find.pieces[0] if len(find.pieces) == 1 else None
    if only and (path := only.place.path(only.entry.name)) and only.as_name in ("", only.entry.name):
        return path
    if only and only.entry.ending == ".zip":
        return _zip(only, folder / "submission.zip", complain)
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    room = _Room(folder)
    for piece in find.pieces:
        try:
            _lay_out(piece, room, complain)
        except (Unreadable, IntakeError) as error:
            complain(piece.at, error.reason if isinstance(error, Unreadable) else error.message)
    return folder


def _zip(piece: Piece, target: Path, complain: Complain) -> Path:
    """The zip as it was handed in: itself, or a copy at target."""
    if path := piece.place.path(piece.entry.name):
        return path
    try:
        copy_zip(piece, target)
    except Unreadable as error:
        complain(piece.at, error.reason)
    return target


def copy_zip(piece: Piece, target: Path) -> None:
    """As much of it as a submission may have: what is longer is refused when it is read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with piece.place.open(piece.entry.name) as source, open(target, "wb") as file:
        for block in _blocks(source, intake.MAX_ARCHIVE + 1):
            file.write(block)


def _blocks(source: IO[bytes], most: int) -> Iterator[bytes]:
    while most > 0:
        try:
            block = source.read(min(BLOCK, most))
        except Exception as error:  # zipfile raises many kinds; the file is a stranger's
            raise Unreadable(say("it can't be read ({reason})", reason=str(error) or type(error).__name__)) from error
        if not block:
            return
        most -= len(block)
        yield block


class _Room:
    """The folder of a copy. What is over a submission's limits is copied as far as the limit and one
    byte more, so that reading it finds it too large and tells the student."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = self.bytes = self.data = 0

    def write(self, inner: str, data: bytes) -> None:
        """A file at this place; a later one of the same name replaces it."""
        name = intake.fit_name(inner)
        if name is None or self.files > intake.MAX_FILES or self.bytes > intake.MAX_TOTAL:
            return
        if intake.is_data(name):
            self.data += 1
            if self.data > intake.MAX_DATA_FILES + 1:
                return
        else:
            self.files += 1
        self.bytes += len(data)
        target = self.folder / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            return  # a file stands where a folder is needed: the one that came first stays
        if not target.is_dir():
            target.write_bytes(data)


def _lay_out(piece: Piece, room: _Room, complain: Complain) -> None:
    entry, place = piece.entry, piece.place
    if entry.is_folder:
        for inner, folder, file in sorted(walk(place.folder(entry.name)), key=lambda found: intake.turn(found[0])):
            if intake.wanted(inner):
                _one(inner, folder, file.name, room, complain)
    elif entry.ending == ".zip":
        for inner, data in _unpacked(piece).items():
            room.write(inner, data)
    elif intake.wanted(piece.as_name or entry.name):
        _one(piece.as_name or entry.name, place, entry.name, room, complain)
    else:
        complain(piece.at, say("it is neither a folder, a .zip, a .py file nor a notebook"))


def _one(inner: str, place: Place, name: str, room: _Room, complain: Complain) -> None:
    try:
        with place.open(name) as file:
            room.write(inner, b"".join(_blocks(file, intake.limit_of(inner) + 1)))
    except Unreadable as error:
        complain(place.at(name), error.reason)


def _unpacked(piece: Piece) -> dict[str, bytes]:
    """A zip among other pieces: its files from the submission's own root on. Raises IntakeError, Unreadable."""
    with tempfile.TemporaryDirectory(prefix="lab-intake-") as scratch:
        copy = Path(scratch) / "piece.zip"
        copy_zip(piece, copy)
        return below_root(intake.collect(copy).blobs, piece.place.files)
