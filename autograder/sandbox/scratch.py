"""Scratch folders of this grader process, removed however it ends."""
from __future__ import annotations

import atexit
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

PREFIX = "lab-grader-"


@contextmanager
def scratch(owner: int | None = None) -> Iterator[str]:
    """An empty folder that one worker may write to, removed afterwards. owner: the worker's user."""
    folder = tempfile.mkdtemp(prefix="scratch-", dir=_room(os.getpid()))
    if owner is not None:
        os.chown(folder, owner, owner)
    try:
        yield folder
    finally:
        remove(folder)


def make_folder(prefix: str) -> Path:
    """A folder that workers of any user may read."""
    folder = tempfile.mkdtemp(prefix=prefix, dir=_room(os.getpid()))
    os.chmod(folder, 0o755)
    return Path(folder)


def empty(folder: str) -> None:
    """Remove what is in folder, and leave the folder.

    However deep its folders go, they are never walked down: what a folder holds is moved up beside
    it, and then it is removed. Links are not followed.
    """
    if os.rename not in os.supports_dir_fd:  # Windows, where no path is that long
        for entry in os.scandir(folder):
            shutil.rmtree(entry.path, ignore_errors=True) if entry.is_dir() else os.unlink(entry.path)
        return
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        while names := os.listdir(top):
            for name in names:
                _flatten(name, top)
    finally:
        os.close(top)


def remove(folder: str | Path) -> None:
    """Remove a folder with whatever student code left in it."""
    empty(str(folder))
    os.rmdir(folder)


def _flatten(name: str, top: int) -> None:
    """Remove this entry of the folder top, after moving up what is in it."""
    if not stat.S_ISDIR(os.stat(name, dir_fd=top, follow_symlinks=False).st_mode):
        os.unlink(name, dir_fd=top)
        return
    os.chmod(name, 0o700, dir_fd=top)  # it may have been closed to us
    inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
    try:
        for below in os.listdir(inner):
            if stat.S_ISDIR(os.stat(below, dir_fd=inner, follow_symlinks=False).st_mode):
                os.chmod(below, 0o700, dir_fd=inner)
            os.rename(below, secrets.token_hex(16), src_dir_fd=inner, dst_dir_fd=top)
    finally:
        os.close(inner)
    os.rmdir(name, dir_fd=top)


@lru_cache
def _room(process: int) -> str:
    """The process's own folder, made at its first use; those of graders that were killed go now."""
    top = Path(tempfile.gettempdir())
    for old in top.glob(f"{PREFIX}*"):
        owner = old.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not _runs(int(owner)) and _is_ours(old):
            _try_to_remove(old)
    room = tempfile.mkdtemp(prefix=f"{PREFIX}{process}-")
    os.chmod(room, 0o711)
    atexit.register(_leave, process, room)
    return room


def _leave(process: int, room: str) -> None:
    if os.getpid() == process:  # not in a forked copy of it
        _try_to_remove(Path(room))


def _try_to_remove(folder: Path) -> None:
    """Another grader may be removing it at this moment; the next one sees to what is left."""
    try:
        remove(folder)
    except OSError:
        return


def _is_ours(path: Path) -> bool:
    return not path.is_symlink() and (not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid())


def _runs(process: int) -> bool:
    if os.name == "nt":  # os.kill would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
