"""`bench-class`: grade an invented class to its end, watched from outside; then again, killed on the way.

Shown are the memory of the command and of everything it starts over the run, processes and files
that outlive it, throughput, and that a class which was killed and taken up has the same verdicts.
"""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from autograder.benchmark.invention import invent
from autograder.benchmark.processes import ENVIRONMENT, ROOT, descendants, memory, open_files
from autograder.lab import Lab

Echo = Callable[[str], None]
EVERY = 1.0  # seconds between two looks


@dataclass
class Sample:
    """Megabytes of the command, of its graders and of what forks their workers; their open files."""

    done: int
    command: float
    below: float
    files: int


@dataclass
class Watched:
    """One run of `grade`, looked at as it goes."""

    process: subprocess.Popen
    out: Path
    samples: list[Sample] = field(default_factory=list)
    family: set[int] = field(default_factory=set)

    def look(self) -> int:
        """Take a sample; how many submissions have a record."""
        below = descendants(self.process.pid)
        self.family |= set(below)
        done = len(list(self.out.glob("*/graded.json")))
        self.samples.append(Sample(done, memory(self.process.pid) / 1024, sum(map(memory, below)) / 1024,
                                   sum(map(open_files, [self.process.pid, *below]))))
        return done

    def follow(self, until: int) -> bool:
        """Look on until so many have a record; False where the command ended before."""
        while self.process.poll() is None:
            if self.look() >= until:
                return True
            time.sleep(EVERY)
        return False


def endure(lab: Lab, count: int, jobs: int, seed: int, kills: int, folder: Path | None, echo: Echo) -> int:
    """Print what was seen; 0 where nothing grew, nothing was left and the verdicts are the same."""
    with nullcontext(folder) if folder else tempfile.TemporaryDirectory() as place:
        room, rooms = Path(place) / "class", _rooms()
        if not room.exists():
            invent(lab, room, count, seed)
        started = time.monotonic()
        whole = _start(lab, room, Path(place) / "whole", jobs)
        whole.follow(count + 1)
        wall = time.monotonic() - started
        echo(f"{count} submissions, {jobs} jobs: {wall:.0f} s, {count / wall * 3600 / jobs:.0f} an hour and job")
        good = _tell_growth(whole, echo)
        good &= _tell_leftovers(whole, rooms, echo)
        if kills:
            killed = _kill_and_resume(lab, room, Path(place) / "killed", jobs, count, kills, echo)
            good &= _tell_leftovers(killed, rooms, echo)
            one, two = verdicts(whole.out), verdicts(killed.out)
            same = one == two and len(one) == count
            echo(f"verdicts of the run that was killed {kills} times: {'identical' if same else 'NOT identical'} "
                 f"({len(two)} of {count})")
            good &= same
    return 0 if good else 1


def verdicts(out: Path) -> dict[str, dict]:
    """Every verdict under out but for the times that it took, and every reason why there is none."""
    found = {}
    for path in sorted([*out.glob("*/verdict.json"), *out.glob("*/unreadable.json")]):
        found[path.parent.name] = {**json.loads(path.read_bytes()), "run": None}
    return found


def _start(lab: Lab, room: Path, out: Path, jobs: int) -> Watched:
    command = [sys.executable, "-m", "autograder", "--lab", lab.reference, "grade", str(room),
               "--out", str(out), "--jobs", str(jobs), "--no-pictures"]
    return Watched(subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ENVIRONMENT},
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), out)


def _kill_and_resume(lab: Lab, room: Path, out: Path, jobs: int, count: int, kills: int, echo: Echo) -> Watched:
    """kill -9 the command, and at every second time one of its graders first."""
    family: set[int] = set()
    for number in range(1, kills + 1):
        run = _start(lab, room, out, jobs)
        run.follow(count * number // (kills + 1))
        if number % 2 == 0 and (below := descendants(run.process.pid)):
            os.kill(min(below), signal.SIGKILL)
            time.sleep(EVERY)
            run.look()
        run.process.kill()
        run.process.wait()
        family |= run.family
        echo(f"killed at {len(list(out.glob('*/graded.json')))} of {count}")
    last = _start(lab, room, out, jobs)
    last.follow(count + 1)
    last.family |= family
    return last


def _tell_growth(run: Watched, echo: Echo) -> bool:
    """Compare the second quarter of the run with the last: what is loaded once has been loaded by then."""
    quarter = len(run.samples) // 4
    if quarter < 2:
        echo("too short a run to tell whether memory grows")
        return True
    early, late = run.samples[quarter:2 * quarter], run.samples[-quarter:-1]
    for name in ("command", "below"):
        one, two = (median(getattr(sample, name) for sample in samples) for samples in (early, late))
        echo(f"memory, {'the command' if name == 'command' else 'graders and workers'}: "
             f"{one:.0f} MB in the second quarter, {two:.0f} MB in the last, "
             f"{max(getattr(sample, name) for sample in run.samples):.0f} MB at most")
    files = [median(sample.files for sample in samples) for samples in (early, late)]
    echo(f"open files: {files[0]:.0f}, then {files[1]:.0f}")
    memories = [median(sample.command + sample.below for sample in samples) for samples in (early, late)]
    return memories[1] <= 1.1 * memories[0] and files[1] <= files[0] + 8


def _tell_leftovers(run: Watched, rooms: set[str], echo: Echo) -> bool:
    """Processes of the run that still are there, and files that it has left half written or forgotten."""
    run.process.wait()
    time.sleep(2 * EVERY)
    alive = [process for process in run.family if memory(process)]
    halves = [path for path in run.out.rglob(".*") if path.name != ".lock"]
    left = {room for room in _rooms() - rooms if int(room.split("-")[2]) in run.family}
    echo(f"left behind: {len(alive)} processes, {len(halves)} halves of files, {len(left)} temporary folders")
    return not (alive or halves or left)


def _rooms() -> set[str]:
    """Folders of graders; those of graders that were killed go when the next one starts."""
    return {path.name for path in Path(tempfile.gettempdir()).glob("lab-grader-*")}
