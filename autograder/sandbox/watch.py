"""Measure a worker from outside, and end it at its limits.

Time is CPU time where /proc tells it, so that a busy machine costs no student a point; a process
that waits instead of computing has its idle time counted.
"""
from __future__ import annotations

import errno
import os
import sys
import time
from dataclasses import dataclass

MIB = 2**20
POLL = 0.1
MAX_FILES = 2000
MAX_DEPTH = 32


@dataclass(frozen=True)
class Limits:
    """load, run: CPU seconds for loading the submission's files and for the experiment itself.

    idle: seconds of either in which the process only waits. memory, disk: bytes.
    """

    load: float = 20.0
    run: float = 40.0
    idle: float = 20.0
    memory: int = 3072 * MIB
    disk: int = 64 * MIB
    # However slowly a crowded machine gives CPU time, it ends.
    patience: float = 10.0


@dataclass(frozen=True)
class Excess:
    """A limit that was passed: "cpu", "idle", "wall" (seconds), "memory", "disk" (MB) or "files"."""

    limit: str
    allowed: float


class Watch:
    """One worker under watch. `check` looks every POLL seconds, however often it is called: a worker that
    sends message after message would be looked at after each."""

    def __init__(self, pid: int, scratch: str, limits: Limits) -> None:
        self._pid, self._scratch, self._limits = pid, scratch, limits
        self._measures = sys.platform.startswith("linux")
        self._last = self._now()
        self._looked = 0.0
        self.begin(limits.load)

    def begin(self, seconds: float) -> None:
        """A new phase with a limit of its own."""
        self._allowed, self._idle = seconds, 0.0
        self._wall, self._cpu, _ = self._start = self._now()

    def check(self) -> Excess | None:
        """The limit that has been passed, if one has."""
        if time.monotonic() - self._last[0] < POLL:
            return None
        now = self._now()
        wall, cpu, waits = now
        if waits:
            self._idle += max(0.0, (wall - self._last[0]) - (cpu - self._last[1]))
        self._last = now
        limits = self._limits
        if cpu - self._cpu > self._allowed:
            return Excess("cpu", self._allowed)
        if self._idle > min(limits.idle, self._allowed):
            return Excess("idle", min(limits.idle, self._allowed))
        if wall - self._wall > limits.patience * self._allowed:
            return Excess("wall", limits.patience * self._allowed)
        return self._space(wall)

    def _space(self, wall: float) -> Excess | None:
        if self._measures and _resident(self._pid) > self._limits.memory:
            return Excess("memory", self._limits.memory // MIB)
        if wall - self._looked > 3 * POLL:
            self._looked = wall
            files, size = usage(self._scratch)
            if files > MAX_FILES:
                return Excess("files", MAX_FILES)
            if size > self._limits.disk:
                return Excess("disk", self._limits.disk // MIB)
        return None

    def _now(self) -> tuple[float, float, bool]:
        """(wall seconds, CPU seconds of all threads, whether the process is waiting)."""
        wall = time.monotonic()
        if not self._measures:
            return wall, wall, False
        try:
            with open(f"/proc/{self._pid}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:  # it has ended; its channel says how
            return (wall, *getattr(self, "_last", (0, 0.0, False))[1:])
        ticks = int(fields[11]) + int(fields[12])
        return wall, ticks / os.sysconf("SC_CLK_TCK"), fields[0] not in (b"R", b"D")


def usage(folder: str) -> tuple[int, int]:
    """(entries, bytes) below folder, links not followed; counting ends once there are too many.

    Folders within folders beyond MAX_DEPTH count as too many.
    """
    entries, size, todo = 0, 0, [(folder, 0)]
    while todo and entries <= MAX_FILES:
        path, depth = todo.pop()
        if depth > MAX_DEPTH:
            return MAX_FILES + 1, size
        try:
            with os.scandir(path) as listing:
                for entry in listing:
                    entries += 1
                    if entry.is_dir(follow_symlinks=False):
                        todo.append((entry.path, depth + 1))
                    else:
                        size += entry.stat(follow_symlinks=False).st_size
                    if entries > MAX_FILES:
                        break
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return MAX_FILES + 1, size
            continue  # removed or closed to us while we look; the next look counts again
    return entries, size


def _resident(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
