"""`watch` as somebody at a terminal sees it: a save, a mistake, its mend, an endless loop, a syntax error, the end."""
from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.release.marks import finished, strip
from tests.conftest import ROOT, solution

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is POSIX's")
TIMEOUT = 90
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b.|\r")
LOOP = finished(solution("training.py")).replace("    adversarial = F", "    while True:\n        pass\n    adversarial = F")


class Terminal:
    """A program in a terminal of 80 by 24, and what it has drawn since somebody last pressed or saved."""

    def __init__(self, *command: str) -> None:
        import pty

        self._ours, theirs = pty.openpty()
        self.program = subprocess.Popen(
            command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True, start_new_session=True,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", "LINES": "24", "LANG": "C.UTF-8"})
        os.close(theirs)
        self._drawn = ""

    def until(self, *words: str) -> str:
        """Wait until all of this has been drawn; it."""
        ending = time.monotonic() + TIMEOUT
        while not all(word in self._drawn for word in words):
            assert time.monotonic() < ending, self._drawn[-3000:]
            if select.select([self._ours], [], [], 0.2)[0]:
                self._drawn += CONTROL.sub("", os.read(self._ours, 65536).decode("utf-8", "replace"))
        return self._drawn

    def forget(self) -> None:
        self._drawn = ""

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def close(self) -> None:
        self.program.kill()
        self.program.wait()
        os.close(self._ours)


@pytest.fixture
def desk(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in LAB.files:
        (folder / name).write_text(strip(solution(name), name), encoding="utf-8")
    terminal = Terminal(sys.executable, "-m", "autograder", "watch", str(folder), "--lang", "en")
    yield folder, terminal
    terminal.close()


def save(desk: tuple[Path, Terminal], name: str, text: str) -> Terminal:
    folder, terminal = desk
    terminal.forget()
    (folder / name).write_text(text, encoding="utf-8")
    return terminal


def test_an_evening_s_work(desk):
    right = finished(solution("training.py"))
    desk[1].until("mine: 0 of 100", "Save a file")
    save(desk, "training.py", right).until("Passes now: Losses, Optimizers, Training step", "mine: 30 of 100")
    save(desk, "training.py", right.replace("0.5 * (loss", "(loss")).until(
        "Does not pass any more: loss.half", "mine: 29 of 100")
    save(desk, "training.py", right).until("Passes now: loss.half", "mine: 30 of 100")
    save(desk, "training.py", LOOP).until("Losses … 3 s")
    save(desk, "training.py", right).until("mine: 30 of 100", "Save a file")  # the loop is not waited for
    save(desk, "generator.py", "def Generator(:\n").until("generator.py:1 does not compile", "mine: 30 of 100")
    save(desk, "generator.py", finished(solution("generator.py"))).until("Passes now: Generator", "mine: 50 of 100")
    desk[1].press("q")
    assert desk[1].program.wait(TIMEOUT) == 0
