"""Folders of this grader process's own, and their end, however the process ends."""
from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

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
    """Remove what is in folder, and leave the folder."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            remove(entry.path)
        else:
            os.unlink(entry.path)


def remove(folder: str | Path) -> None:
    """Remove a folder with whatever student code left in it; links in it are not followed."""
    shutil.rmtree(folder, onerror=_force)


def _force(function: Callable, path: str, failure: Any) -> None:
    """A folder may have been made unreadable; one that is gone needs nothing."""
    if not os.path.lexists(path):
        return
    os.chmod(os.path.dirname(path), 0o700)
    if os.path.isdir(path) and not os.path.islink(path):
        os.chmod(path, 0o700)
        shutil.rmtree(path, ignore_errors=True)
    else:
        os.unlink(path)


@lru_cache
def _room(process: int) -> str:
    """The process's own folder, made at its first use; those of graders that were killed go now."""
    top = Path(tempfile.gettempdir())
    for old in top.glob(f"{PREFIX}*"):
        owner = old.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not _runs(int(owner)) and _is_ours(old):
            shutil.rmtree(old, ignore_errors=True)
    room = tempfile.mkdtemp(prefix=f"{PREFIX}{process}-")
    os.chmod(room, 0o711)
    atexit.register(_leave, process, room)
    return room


def _leave(process: int, room: str) -> None:
    if os.getpid() == process:  # not in a forked copy of it
        shutil.rmtree(room, ignore_errors=True)


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
