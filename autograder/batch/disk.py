"""Detect a full disk and report it, with the path and what to do."""
from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.i18n.messages import Message, say
from autograder.sandbox import Limits

PROBE = bytes(2**20)
# Of the little that is left on a small disk, several graders look at once: none may take it from another.
SMALL_PROBE = PROBE[:4096]
# What one worker may write, and a file of the size that it may have besides.
ROOM = Limits().disk + 16 * 2**20


class Halted(Exception):
    """The class can't go on; what was graded is on disk, and the same command takes it up from there."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.text)
        self.reason = reason


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Raises Halted, in words, where what is written under this folder is refused by the disk."""
    try:
        yield
    except OSError as error:
        if (obstacle := _refusal(folder)) is None:
            raise
        raise Halted(obstacle) from error


def obstacle(folder: Path) -> Message | None:
    """Why this folder can't be written to as much as a grading needs; None where it can."""
    if (refusal := _refusal(folder, SMALL_PROBE)) is not None:
        return refusal
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        return say("{path} has {free} MB left, and a grading needs {needed} MB. Make room there, and run the same "
                   "command again: what is graded already is kept.",
                   path=str(folder), free=free >> 20, needed=ROOM >> 20)
    return None


def _refusal(folder: Path, probe: bytes = PROBE) -> Message | None:
    """Tries to write a file there, since the kind of an error alone may be a submission's doing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(probe)
    except OSError as error:
        return say("{path} can't be written to ({reason}). Make room there, or check its permissions, and run the "
                   "same command again: what is graded already is kept.", path=str(folder), reason=error.strerror)
    return None
