"""Measure processes from outside: CPU time, memory, children, open files. Linux only."""
from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
# numpy takes a thread a core for a product that one thread does as fast.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Run:
    """A command that has ended: CPU seconds with all its children, seconds by the clock, what it printed."""

    cpu: float
    wall: float
    output: str
    code: int


def run(*words: object) -> Run:
    """`python -m WORDS` from the repository. Not to be called from two threads."""
    before, started = _children_cpu(), time.monotonic()
    done = subprocess.run([sys.executable, "-m", *map(str, words)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, **ENVIRONMENT})
    return Run(_children_cpu() - before, time.monotonic() - started, done.stdout, done.returncode)


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def cpu_of(process: int) -> float:
    """CPU seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def descendants(process: int) -> list[int]:
    """A process's children and theirs; those that end meanwhile are left out."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [int(word) for word in task.read_text().split()]
        except OSError:
            continue  # its thread has ended
    return found + [below for child in found for below in descendants(child)]


class Memory(NamedTuple):
    """MB of several processes together: proportional set size, and what of it can't be read from disk again."""

    whole: float
    anonymous: float


def memory(process: int) -> int:
    """kB that stand behind no file; shared pages are divided among those that share them. 0 once it has ended.

    What does stand behind one (torch's libraries) is shared with whatever else runs on the machine, and
    would seem to grow when that ends.
    """
    return _sizes(process).get("Pss_Anon", 0)


def _sizes(process: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return {}
    return {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Pss")}


def open_files(process: int) -> int:
    try:
        return len(os.listdir(f"/proc/{process}/fd"))
    except OSError:
        return 0


@contextmanager
def sampling(*processes: int) -> Iterator[list[Memory]]:
    """The memory of these processes and of all that they start, ten times a second while the block runs."""
    sizes, ended = [Memory(0, 0)], threading.Event()

    def sample() -> None:
        while not ended.wait(0.1):
            family = {each for process in processes for each in (process, *descendants(process))}
            each = [_sizes(member) for member in family]
            sizes.append(Memory(*(sum(size.get(kind, 0) for size in each) / 1024 for kind in ("Pss", "Pss_Anon"))))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield sizes
    finally:
        ended.set()
        thread.join()
