"""Workers that are plain subprocesses: for systems without fork (Windows, macOS)."""
from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Collection
from contextlib import ExitStack
from queue import Empty, Queue
from typing import IO, Any, cast

from autograder.sandbox import frames
from autograder.sandbox.conversation import Conversation, Reply
from autograder.sandbox.layers import Confinement
from autograder.sandbox.process import START_LIMIT, WorkerFailure, cause, start
from autograder.sandbox.scratch import empty, scratch
from autograder.sandbox.watch import POLL, Limits, Watch


class Plain:
    """One subprocess at a time, a new one for each submission and part and after any trouble.

    For systems without fork: imports of torch are paid again, so the next process is started
    while the present one works.
    """

    kind = "plain"
    shares = False

    def __init__(self, off: Collection[str] = (), lab: str = "") -> None:
        self._lab, self._off = lab, off
        self._spare: _Subprocess | None = _Subprocess(lab, off)
        self._current: _Subprocess | None = None
        self._serves = ("", "")
        try:
            self.confinement = self._spare.wait_ready()
        except BaseException:  # Ctrl-C while it loads torch
            self._spare.kill()
            raise

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        serves = (request["root"], request["experiment"].split(".")[0])
        process = self._current
        if process is None or serves != self._serves:
            process = self._replace()
        self._serves = serves
        reply = process.ask(request, limits)
        if reply.trouble:
            process.kill()
            self._current = None
        return reply

    def rest(self) -> None:
        return  # it serves nobody else, and is replaced before it would

    def close(self) -> None:
        for process in (self._current, self._spare):
            if process is not None:
                process.kill()

    def _replace(self) -> _Subprocess:
        if self._current is not None:
            self._current.kill()
        self._current = process = self._spare or _Subprocess(self._lab, self._off)
        process.wait_ready()
        self._spare = _Subprocess(self._lab, self._off)
        return process


class _Subprocess:
    """A plain worker: requests by its stdin, replies by its stdout, student output by stderr."""

    def __init__(self, lab: str, off: Collection[str]) -> None:
        self._process = start("plain", lab, off, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        self._requests = cast(IO[bytes], self._process.stdin)
        self._heard: Queue[tuple[str, bytes]] = Queue(maxsize=64)  # a flood waits in the pipe
        self._plan: Confinement | None = None
        self._folders = ExitStack()
        self._used = self._ended = False
        for name, pipe in (("reply", self._process.stdout), ("output", self._process.stderr)):
            threading.Thread(target=self._pump, args=(name, pipe), daemon=True).start()

    def wait_ready(self) -> Confinement:
        """What this process will do about itself; waits until it has loaded torch."""
        reader = frames.FrameReader()
        while self._plan is None:
            name, data = self._next(START_LIMIT)
            if name == "nothing" or (name == "reply" and not data):
                raise WorkerFailure("the worker process did not start; run `python -m autograder doctor`")
            if name == "reply":
                for message in reader.feed(data):
                    self._plan = Confinement.from_json(message["plan"])
        self._scratch = self._folders.enter_context(scratch(self._plan.user))
        return self._plan

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply:
        empty(self._scratch)
        conversation = Conversation(Watch(self._process.pid, self._scratch, limits), limits.run,
                                    fresh=not self._used)
        self._used = True
        try:
            for frame in conversation.opening(request, self._scratch):
                self._requests.write(frame)
            self._requests.flush()
        except OSError:
            conversation.reply.trouble = "died"
            return conversation.finish()
        while not conversation.overdue():
            name, data = self._next(POLL)
            if name == "output":
                conversation.overhear(data)
            elif name == "reply" and conversation.hear(data):
                while (later := self._next(POLL / 5))[0] == "output":  # what was printed before may be on its way
                    conversation.overhear(later[1])
                break
        if conversation.reply.trouble == "died":
            conversation.reply.detail = cause(_wait_status(self._process))
        return conversation.finish()

    def kill(self) -> None:
        self._ended = True
        self._process.kill()
        self._process.wait()
        while self._next(0.0)[0] != "nothing":
            continue  # whoever waits to put something into the queue can go now
        self._folders.close()

    def _next(self, timeout: float) -> tuple[str, bytes]:
        try:
            return self._heard.get(timeout=timeout)
        except Empty:
            return "nothing", b""

    def _pump(self, name: str, pipe: Any) -> None:
        while data := os.read(pipe.fileno(), 2**16):
            if not self._ended:
                self._heard.put((name, data))
        if not self._ended:
            self._heard.put((name, b""))


def _wait_status(process: subprocess.Popen) -> int:
    """The exit status in waitpid's form, for `cause`."""
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return 0
    return -code if code < 0 else code << 8
