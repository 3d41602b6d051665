"""Landlock for one worker: what it may read and the one folder it may write to.

Raw system calls (linux/landlock.h), used as far as the kernel's version of it goes. It does not
cover stat, chmod and the like: seccomp does.
"""
from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from autograder.sandbox.privileges import libc

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG, PATH_BENEATH = 1, 1
WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, TRUNCATE = 1 << 7, 1 << 8, 1 << 14
ON_FILES = WRITE_FILE | READ_FILE | TRUNCATE
READ = READ_FILE | READ_DIR
# No devices, sockets, FIFOs or links: MAKE_* beyond these two are never granted.
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
TCP, SCOPES = 0b11, 0b11  # bind and connect; abstract sockets and signals


def version() -> int:
    """The kernel's Landlock ABI; raises OSError where there is none."""
    return _call(CREATE_RULESET, None, 0, VERSION_FLAG)


class Ruleset:
    """Opened before privileges are dropped, enforced after: rules bind to files, not to names."""

    def __init__(self, read: Iterable[Path | str], write: Iterable[Path | str]) -> None:
        abi = version()
        self._handled = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)) - 1
        # The structure's length tells the kernel which of its fields are meant.
        words = [self._handled, *([TCP] if abi >= 4 else []), *([SCOPES] if abi >= 6 else [])]
        attribute = struct.pack(f"={len(words)}Q", *words)
        self._ruleset = _call(CREATE_RULESET, attribute, len(attribute), 0)
        for paths, access in ((read, READ), (write, WRITE)):
            for path in paths:
                self._allow(str(path), access)

    def enforce(self) -> None:
        """Bind the calling thread and all that it starts. Needs no_new_privs."""
        _call(RESTRICT_SELF, self._ruleset, 0)
        os.close(self._ruleset)

    def _allow(self, path: str, access: int) -> None:
        try:
            parent = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            return  # what is not there needs no permission
        try:
            if not stat.S_ISDIR(os.fstat(parent).st_mode):
                access &= ON_FILES
            rule = struct.pack("=Qi", access & self._handled, parent)
            _call(ADD_RULE, self._ruleset, PATH_BENEATH, rule, 0)
        finally:
            os.close(parent)


def _call(number: int, *arguments: object) -> int:
    result = libc().syscall(number, *(ctypes.c_long(value) if isinstance(value, int) else value
                                     for value in arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
