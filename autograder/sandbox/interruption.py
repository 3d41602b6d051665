"""Ctrl-C: handled once, by the process that a person has started.

A terminal sends it to all of them. Workers and graders that hear it themselves end with a traceback each, and
whoever waits for their answer takes that for a fault of the machine.
"""
from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

EXIT = 130  # what a shell says of a command that Ctrl-C has ended
# Windows has no mask to inherit: a process there is out of reach in a group of its own.
OUT_OF_REACH: dict[str, Any] = {}
if sys.platform == "win32":
    OUT_OF_REACH["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP


@contextmanager
def unheard() -> Iterator[None]:
    """A process that is started inside does not hear Ctrl-C; this one hears it afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def heard_once() -> Iterator[None]:
    """The first Ctrl-C raises KeyboardInterrupt; a second one does not disturb the end that this comes to."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _hear)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _hear(number: int, frame: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt
