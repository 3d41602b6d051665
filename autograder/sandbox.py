"""Workers seen from the trusted side: how they are started, asked, bounded and ended.

`open_workers()` gives the best kind that this machine has. Both kinds answer `ask(request, limits)`
with a Reply, whatever the student's code does: a hang, a crash or a flood ends that one worker.
"""
from __future__ import annotations

import os
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import Any, Protocol

from autograder import frames

OUTPUT_KEPT = 16 * 2**10
START_LIMIT = 120.0
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "", "MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
}


class WorkerFailure(Exception):
    """A worker could not be started: the machine's or the grader's fault, never the student's."""


@dataclass(frozen=True)
class Limits:
    """Wall-clock seconds for loading the submission's files and for the experiment itself."""

    load: float = 20.0
    run: float = 60.0


@dataclass
class Reply:
    """What came back from one request.

    result: the worker's last frame, None where it never came; then `trouble` says why:
    "time" (a limit), "died" (the process ended itself) or "frame" (not a frame of ours).
    place: the top-level statement that was running, where the trouble came while loading.
    """

    result: dict[str, Any] | None = None
    trouble: str | None = None
    place: tuple[str, int] | None = None
    detail: str = ""
    output: str = ""


class Workers(Protocol):
    """A source of workers for one grader."""

    kind: str

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply: ...

    def close(self) -> None: ...


def open_workers(kind: str = "auto") -> Workers:
    """Zygote where fork and descriptor passing exist (Linux), else one plain subprocess at a time.

    macOS forks, but not safely after its frameworks have started threads.
    """
    if kind == "zygote" or (kind == "auto" and sys.platform.startswith("linux")):
        return Zygote()
    return Plain()


class Conversation:
    """Follows one worker's frames: which phase it is in, its deadline, its last word."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.reply = Reply()
        self.deadline = time.monotonic() + limits.load
        self._reader = frames.FrameReader()
        self._output = bytearray()

    @property
    def remaining(self) -> float:
        return self.deadline - time.monotonic()

    def hear(self, data: bytes) -> bool:
        """Take bytes of the reply channel; True once nothing more is to be waited for."""
        if not data:
            self.reply.trouble = "died"
            return True
        try:
            return any([self._take(message) for message in self._reader.feed(data)])
        except frames.BadFrame as error:
            self.reply.trouble, self.reply.detail = "frame", str(error)
            return True

    def overhear(self, data: bytes) -> None:
        """Keep the beginning of what the student's code prints; the rest is drained and dropped."""
        self._output += data[:max(0, OUTPUT_KEPT - len(self._output))]

    def finish(self) -> Reply:
        self.reply.output = self._output.decode("utf-8", "replace")
        return self.reply

    def _take(self, message: dict[str, Any]) -> bool:
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "loading":
            self.reply.place = (str(message.get("file")), int(message.get("line") or 0))
        elif kind == "loaded":
            self.reply.place = None
            self.deadline = time.monotonic() + self.limits.run
        elif kind == "result":
            self.reply.result, self.reply.place = message, None
        return kind == "result"


class Zygote:
    """Forks a fresh worker for every request from one process that has torch loaded."""

    kind = "zygote"

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._process = _start("zygote", stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
        theirs.close()
        self._control.settimeout(START_LIMIT)
        if self._line() != "ready":
            raise WorkerFailure("the worker process did not start; run `python -m autograder doctor`")

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply:
        mine, theirs = socket.socketpair()
        heard, spoken = os.pipe()
        socket.send_fds(self._control, [b"fork"], [theirs.fileno(), spoken])
        theirs.close()
        os.close(spoken)
        pid = int(self._line())
        try:
            with _scratch() as scratch:
                mine.sendall(frames.encode({**request, "scratch": scratch}))
                reply = _follow(mine, heard, Conversation(limits))
                self._control.sendall(f"end {pid}".encode())
                status = int(self._line())
        finally:
            mine.close()
            os.close(heard)
        if reply.trouble == "died":
            reply.detail = _cause(status)
        return reply

    def close(self) -> None:
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _line(self) -> str:
        data = b""
        while not data.endswith(b"\n"):
            piece = self._control.recv(1)
            if not piece:
                raise WorkerFailure("the process that forks workers has ended")
            data += piece
        return data.decode().strip()


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
        with _scratch() as scratch:
            reply = self._current.ask({**request, "scratch": scratch}, limits)
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
        self._process = _start("plain", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
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
            conversation.reply.detail = _cause(_wait_status(self._process))
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


def _start(mode: str, **streams: Any) -> subprocess.Popen:
    """`python -m autograder.worker MODE` with an environment made from nothing."""
    keep = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH", "TEMP", "TMP")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    home = tempfile.gettempdir()
    environment.update(ENVIRONMENT, PYTHONPATH=str(ROOT), HOME=home, USERPROFILE=home,
                       MPLCONFIGDIR=os.path.join(home, "lab-matplotlib"))
    return subprocess.Popen([sys.executable, "-P", "-m", "autograder.worker", mode],
                            env=environment, cwd=home, **streams)


def _follow(channel: socket.socket, output: int, conversation: Conversation) -> Reply:
    """Read both ends until the result, the end or the deadline."""
    with selectors.DefaultSelector() as selector:
        selector.register(channel, selectors.EVENT_READ)
        selector.register(output, selectors.EVENT_READ)
        done = False
        while not done:
            ready = selector.select(max(0.0, conversation.remaining))
            if not ready or conversation.remaining <= 0:
                conversation.reply.trouble = "time"
                break
            for key, _ in ready:
                if key.fileobj is channel:
                    done = conversation.hear(_receive(channel)) or done
                elif data := os.read(output, 2**16):
                    conversation.overhear(data)
                else:
                    selector.unregister(output)
    return conversation.finish()


def _receive(channel: socket.socket) -> bytes:
    try:
        return channel.recv(2**18)
    except ConnectionError:
        return b""


@contextmanager
def _scratch() -> Iterator[str]:
    """An empty folder that one request may write to, removed afterwards."""
    folder = tempfile.mkdtemp(prefix="lab-scratch-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_status(process: subprocess.Popen) -> int:
    """The exit status in waitpid's form, for `_cause`."""
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return 0
    return -code if code < 0 else code << 8


def _cause(status: int) -> str:
    """"signal 11" or "exit 3"."""
    return f"signal {status & 0x7F}" if status & 0x7F else f"exit {status >> 8}"
