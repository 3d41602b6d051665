"""Workers forked from one process that has torch loaded: for systems with fork (Linux)."""
from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
from collections.abc import Collection
from typing import Any

from autograder import frames
from autograder.sandbox.conversation import Conversation, Reply
from autograder.sandbox.layers import Confinement
from autograder.sandbox.process import START_LIMIT, WorkerFailure, cause, start
from autograder.sandbox.scratch import scratch
from autograder.sandbox.watch import POLL, Limits, Watch


class Zygote:
    """Forks a fresh worker for every request from one process that has torch loaded."""

    kind = "zygote"

    def __init__(self, off: Collection[str] = ()) -> None:
        self._off = off
        self._start()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        self._process = start("zygote", self._off, stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
        theirs.close()
        self._control.settimeout(START_LIMIT)
        self.confinement = Confinement.from_json(json.loads(self._line()))

    @property
    def process_number(self) -> int:
        return self._process.pid

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply:
        mine, theirs = socket.socketpair()
        heard, spoken = os.pipe()
        try:
            pid = self._fork(theirs, spoken)
            with scratch(self.confinement.user) as folder:
                try:
                    conversation = Conversation(Watch(pid, folder, limits), limits.run)
                    _send(mine, {**request, "scratch": folder, "key": conversation.key})
                    reply = _follow(mine, heard, conversation)
                finally:  # before the folder goes
                    status = self._end(pid)
        finally:
            mine.close()
            os.close(heard)
        if reply.trouble == "died":
            reply.detail = cause(status)
        return reply

    def _fork(self, channel: socket.socket, output: int) -> int:
        """A new worker's number; it alone holds these two ends from now on."""
        try:
            socket.send_fds(self._control, [b"fork"], [channel.fileno(), output])
        except OSError as error:
            raise WorkerFailure(f"the process that forks workers is gone ({error.strerror})") from error
        finally:
            channel.close()
            os.close(output)
        return int(self._line())

    def _end(self, pid: int) -> int:
        """Have the worker killed; its exit status. Unconfined code may have killed the zygote as well."""
        try:
            self._control.sendall(f"end {pid}".encode())
            return int(self._line())
        except (WorkerFailure, OSError) as failure:
            if self.confinement.sufficient:  # then it was not the worker's doing, nor is its end
                raise WorkerFailure("the process that forks workers was ended") from failure
            self.close()
            self._start()
            return signal.SIGKILL

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
            try:
                piece = self._control.recv(1)
            except OSError:  # no answer in time, or it was killed
                piece = b""
            if not piece:
                raise WorkerFailure(
                    "the process that forks workers does not answer; run `python -m autograder doctor`")
            data += piece
        return data.decode().strip()


def _send(channel: socket.socket, request: dict[str, Any]) -> None:
    try:
        channel.sendall(frames.encode(request))
    except OSError as error:
        raise WorkerFailure(f"a worker was gone before it was asked ({error.strerror})") from error


def _follow(channel: socket.socket, output: int, conversation: Conversation) -> Reply:
    """Read both ends until the result, the end or a limit."""
    with selectors.DefaultSelector() as selector:
        selector.register(channel, selectors.EVENT_READ)
        selector.register(output, selectors.EVENT_READ)
        done = False
        while not done and not conversation.overdue():
            for key, _ in selector.select(POLL):
                if key.fileobj is channel:
                    done = conversation.hear(_receive(channel)) or done
                elif data := os.read(output, 2**16):
                    conversation.overhear(data)
                else:
                    selector.unregister(output)
    # What was printed before the last frame may have come after the selector looked: a pipeful at most.
    os.set_blocking(output, False)
    with contextlib.suppress(BlockingIOError):
        conversation.overhear(os.read(output, 2**16))
    return conversation.finish()


def _receive(channel: socket.socket) -> bytes:
    try:
        return channel.recv(2**18)
    except ConnectionError:
        return b""
