"""Keys as they are pressed, without Enter; nothing where no terminal is there."""
from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

POLL = 0.1  # seconds


@contextmanager
def heard(press: Callable[[str], None]) -> Iterator[None]:
    """Call press(key) for each key that is pressed meanwhile, from a thread of its own."""
    if not sys.stdin.isatty():
        yield
        return
    ending = threading.Event()
    listen = _windows if sys.platform == "win32" else _posix
    thread = threading.Thread(target=listen, args=(press, ending), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _posix(press: Callable[[str], None], ending: threading.Event) -> None:
    import select
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    try:
        while not ending.is_set():
            if select.select([sys.stdin], [], [], POLL)[0] and (key := sys.stdin.read(1)):
                press(key)
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _windows(press: Callable[[str], None], ending: threading.Event) -> None:
    import msvcrt

    while not ending.is_set():
        if msvcrt.kbhit():  # type: ignore[attr-defined]
            press(msvcrt.getwch())  # type: ignore[attr-defined]
        time.sleep(POLL)
