"""`bench`: a class of handout-like submissions against the bare arithmetic, and against a process each.

CPU times are those of every process that takes part, so that a busy machine does not matter much;
what is compared runs in one go, and only ratios are worth quoting. Throughput of two jobs against
one is by the clock and wants an idle machine.
"""
from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from autograder.benchmark.in_process import Bare
from autograder.benchmark.invention import handout_like, invent
from autograder.benchmark.processes import Run, cpu_of, run, sampling
from autograder.diagnosis import grade
from autograder.lab import Lab
from autograder.reports.gradescope import results
from autograder.sandbox import LAYERS, Limits, Reply, open_workers
from autograder.submissions.submission import read_submission

SEED = 7
Line = tuple[str, float, str]


def compare(lab: Lab, count: int, sample: int) -> Iterator[Line]:
    """(what, value, unit) of a class of `count`, as they are measured; `sample` for what is slow."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder) / "class"
        paths = invent(lab, room, count, SEED, {handout_like: 1})
        one = Path(folder) / "one"
        invent(lab, one, 1, SEED, {handout_like: 1})
        spent = json.loads(run("autograder.benchmark.in_process", lab.reference, *paths[:sample]).output)
        bare, whole = median(spent["seconds"]), median(spent["whole"])
        yield "bare arithmetic", bare, "s CPU a submission"
        yield "... and its judging, in the same warm process", whole, "s CPU a submission"
        start = _grade(lab, one, folder, 1)
        alone = _grade(lab, room, folder, 1)
        confined = (alone.cpu - start.cpu) / (count - 1)
        yield "class, confined", confined, "s CPU a submission"
        yield "... by the bare arithmetic", confined / bare, "x (wanted: 1.25)"
        yield "... by one warm process without isolation", confined / whole, "x"
        yield "start of a class", start.cpu - confined, "s CPU once"
        each = [run("autograder.benchmark.in_process", lab.reference, path).cpu for path in paths[:min(3, sample)]]
        process = median(each)
        yield "a pytest process each", process, "s CPU a submission"
        yield "... by the class", process / confined, "x (wanted: 5)"
        yield from _throughput(lab, room, folder, alone, start)
        pictures = (_grade(lab, room, folder, 1, "--pictures").cpu - start.cpu) / (count - 1)
        yield "pictures", pictures - confined, "s CPU a submission more"


def _throughput(lab: Lab, room: Path, folder: str, alone: Run, start: Run) -> Iterator[Line]:
    """alone: the class's first run, with one job. start: that of a class of one."""
    both = _grade(lab, room, folder, 2)
    yield "two jobs by one", alone.wall / both.wall, f"x by the clock, {os.cpu_count()} cores (wanted: 1.8)"
    yield "... their start aside", (alone.wall - start.wall) / (both.wall - start.wall), "x"
    again = _grade(lab, room, folder, 1, again=True)
    yield "the same class again", 100 * again.wall / alone.wall, "% of its first run by the clock (wanted: 2)"


def _grade(lab: Lab, room: Path, folder: str, jobs: int, pictures: str = "--no-pictures", again: bool = False) -> Run:
    """The command that a teaching assistant gives, into a new folder unless again."""
    out = Path(folder) / ("out" if again else f"out{time.monotonic_ns()}")
    if not again and (Path(folder) / "out").is_symlink():
        (Path(folder) / "out").unlink()
    done = run("autograder", "--lab", lab.reference, "grade", room, "--out", out, "--jobs", jobs, pictures)
    if done.code != 0:
        raise RuntimeError(f"grading ended with {done.code}: {done.output[-2000:]}")
    if not again:
        (Path(folder) / "out").symlink_to(out)
    return done


def confinement(lab: Lab, rounds: int) -> Iterator[Line]:
    """What the layers cost, confined and unconfined gradings taking turns, and the memory at the peak."""
    submission = read_submission(lab.solution, lab=lab)
    sources: dict[str, Any] = {"confined": open_workers("zygote", lab=lab.reference),
                               "unconfined": open_workers("zygote", off=LAYERS, lab=lab.reference)}
    spent: dict[str, list[float]] = {name: [] for name in sources}
    try:
        grade(submission, sources["confined"])  # draws what a class draws once
        for _ in range(rounds):
            for name, workers in sources.items():
                before = time.process_time() + cpu_of(workers.process_number)
                grade(submission, workers)
                spent[name].append(time.process_time() + cpu_of(workers.process_number) - before)
    finally:
        for workers in sources.values():
            workers.close()
    yield "confined by unconfined", median(spent["confined"]) / median(spent["unconfined"]), "x"
    workers = open_workers("zygote", lab=lab.reference)
    try:
        with sampling(os.getpid()) as sizes:
            grade(submission, workers)
    finally:
        workers.close()
    yield "memory at the peak", max(size.whole for size in sizes), "MB for grader, zygote and worker"


class Watched:
    """Workers whose CPU time is told apart by experiment."""

    def __init__(self, workers: Any) -> None:
        self._workers = workers
        self.kind, self.confinement, self.shares = workers.kind, workers.confinement, workers.shares
        self.rest, self.close = workers.rest, workers.close
        self.asking = 0.0
        self.asked: Counter[str] = Counter()

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        started = time.process_time()
        reply = self._workers.ask(request, limits, alone)
        self.asked[request["experiment"]] += 1
        self.asking += time.process_time() - started
        return reply


def profile(lab: Lab, rounds: int, path: Path | None = None) -> Iterator[Line]:
    """CPU seconds of one submission (default: the solution), phase by phase, once everything is warm."""
    path, workers = path or lab.solution, Watched(open_workers("zygote", lab=lab.reference))
    zygote = workers._workers.process_number
    try:
        grade(read_submission(path, lab=lab), workers)  # draws what a class draws once
        for phase, value in _phases(lab, path, workers, zygote, rounds):
            yield phase, value, "s CPU"
        yield "experiments asked", sum(workers.asked.values()) / (rounds + 1), "a submission"
    finally:
        workers.close()


def _phases(lab: Lab, path: Path, workers: Watched, zygote: int,
            rounds: int) -> Iterator[tuple[str, float]]:
    spent: defaultdict[str, float] = defaultdict(float)
    for _ in range(rounds):
        clock = time.process_time()
        submission = read_submission(path, lab=lab)
        spent["reading"] += time.process_time() - clock
        below, asking, clock = cpu_of(zygote), workers.asking, time.process_time()
        verdict = grade(submission, workers)
        spent["workers: forks, layers, loading, arithmetic"] += cpu_of(zygote) - below
        spent["asking: frames in and out"] += workers.asking - asking
        spent["judging: checks, pytest, diagnosis"] += time.process_time() - clock - (workers.asking - asking)
        clock = time.process_time()
        json.dumps(results(verdict))
        spent["results.json"] += time.process_time() - clock
    for phase, seconds in spent.items():
        yield phase, seconds / rounds


__all__ = ["Bare", "compare", "confinement", "profile"]
