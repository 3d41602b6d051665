"""`python -m autograder bench`: what confinement costs, and how much memory a grading takes.

Times are CPU seconds of the grader, the zygote and all of its workers together, so that a busy
machine does not matter; confined and unconfined gradings take turns in one run, and the ratio of
their medians is the result.
"""
from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from autograder.grading import grade
from autograder.sandbox import LAYERS, open_workers
from autograder.sandbox.zygote import Zygote
from autograder.submission import Submission, read_submission

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def bench_confinement(path: Path, rounds: int) -> dict[str, float]:
    """Grade the submission `rounds` times each way; seconds of CPU, their ratio, and MB at the peak."""
    submission = read_submission(path)
    sources = {"confined": open_workers("zygote"), "unconfined": open_workers("zygote", off=LAYERS)}
    spent: dict[str, list[float]] = {name: [] for name in sources}
    try:
        for _ in range(rounds):
            for name, workers in sources.items():
                spent[name].append(_cpu_of_grading(submission, workers))
    finally:
        for workers in sources.values():
            workers.close()
    result = {name: median(seconds) for name, seconds in spent.items()}
    return {**result, "ratio": result["confined"] / result["unconfined"], "peak_mb": _peak(submission)}


def _cpu_of_grading(submission: Submission, workers: Zygote) -> float:
    def spent() -> float:
        return time.process_time() + _cpu(workers.process_number)

    before = spent()
    grade(submission, workers)
    return spent() - before


def _cpu(process: int) -> float:
    """CPU seconds of a process and of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def _peak(submission: Submission) -> float:
    """MB of memory of grader, zygote and worker together at the most (proportional set size)."""
    workers = open_workers("zygote")
    try:
        with sampling(os.getpid()) as sizes:
            grade(submission, workers)
    finally:
        workers.close()
    return max(size.whole for size in sizes)


class Memory(NamedTuple):
    """MB of several processes together: proportional set size, and what of it can't be read from disk again."""

    whole: float
    anonymous: float


@contextmanager
def sampling(process: int) -> Iterator[list[Memory]]:
    """The memory of a process and of all that come from it, ten times a second while the block runs."""
    sizes, ended = [Memory(0, 0)], threading.Event()

    def sample() -> None:
        while not ended.wait(0.1):
            each = [_proportional(member) for member in _family(process)]
            sizes.append(Memory(*(sum(kind) / 1024 for kind in zip(*each))))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield sizes
    finally:
        ended.set()
        thread.join()


def _family(process: int) -> Iterator[int]:
    """A process, its children, theirs, and so on."""
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it has just ended
        return
    for child in children:
        yield from _family(int(child))


def _proportional(process: int) -> tuple[int, int]:
    """kB, all and anonymous: shared pages are divided among those that share them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0, 0
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Pss")}
    return sizes.get("Pss", 0), sizes.get("Pss_Anon", 0)
