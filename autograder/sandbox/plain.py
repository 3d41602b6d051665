"""Workers that are plain subprocesses: for systems without fork (Windows, macOS)."""
from __future__ import annotations

import os
import subprocess
import threading
from queue import Empty, Queue
from typing import Any

from autograder import frames
from autograder.sandbox.conversation import Conversation, Limits, Reply
from autograder.sandbox.process import START_LIMIT, WorkerFailure, cause, scratch, start


class Plain:
    """One subprocess at a time, a new one for each part and after any trouble.

    For systems without fork: imports of torch are paid again, so the next process is started
    while the present one works.
    """

    kind = "plain"

    def __init__(self) -> None:
        self._spare: _Subprocess | None = _Subprocess()
        self._current: _Subprocess | None = None
        self._part = ""

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply:
        part = request["experiment"].split(".")[0]
        if self._current is None or part != self._part:
            self._replace()
        self._part = part
        with scratch() as folder:
            reply = self._current.ask({**request, "scratch": folder}, limits)
            if reply.trouble:
                self._current.kill()
                self._current = None
        return reply

    def close(self) -> None:
        for process in (self._current, self._spare):
            if process is not None:
                process.kill()

    def _replace(self) -> None:
        if self._current is not None:
            self._current.kill()
        self._current = self._spare or _Subprocess()
        self._current.wait_ready()
        self._spare = _Subprocess()


class _Subprocess:
    """A plain worker: requests by its stdin, replies by its stdout, student output by stderr."""

    def __init__(self) -> None:
        self._process = start("plain", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
        self._heard: Queue[tuple[str, bytes]] = Queue()
        for name, pipe in (("reply", self._process.stdout), ("output", self._process.stderr)):
            threading.Thread(target=self._pump, args=(name, pipe), daemon=True).start()

    def wait_ready(self) -> None:
        conversation = Conversation(Limits(load=START_LIMIT))
        reader = frames.FrameReader()
        while True:
            name, data = self._next(conversation)
            if name == "reply" and not data:
                raise WorkerFailure("the worker process did not start; run `python -m autograder doctor`")
            if name == "reply" and reader.feed(data):
                return

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply:
        conversation = Conversation(limits)
        try:
            self._process.stdin.write(frames.encode(request))
            self._process.stdin.flush()
        except OSError:
            conversation.reply.trouble = "died"
            return conversation.finish()
        while True:
            name, data = self._next(conversation)
            if name == "time":
                conversation.reply.trouble = "time"
                break
            if name == "output":
                conversation.overhear(data)
            elif conversation.hear(data):
                break
        if conversation.reply.trouble == "died":
            conversation.reply.detail = cause(_wait_status(self._process))
        return conversation.finish()

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def _next(self, conversation: Conversation) -> tuple[str, bytes]:
        try:
            return self._heard.get(timeout=max(0.0, conversation.remaining))
        except Empty:
            return "time", b""

    def _pump(self, name: str, pipe: Any) -> None:
        while data := os.read(pipe.fileno(), 2**16):
            self._heard.put((name, data))
        self._heard.put((name, b""))


def _wait_status(process: subprocess.Popen) -> int:
    """The exit status in waitpid's form, for `_cause`."""
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return 0
    return -code if code < 0 else code << 8
