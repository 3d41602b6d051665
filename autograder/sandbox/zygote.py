"""Workers forked from one process that has torch loaded: for systems with fork (Linux)."""
from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from autograder.sandbox.conversation import Conversation, Reply
from autograder.sandbox.layers import Confinement
from autograder.sandbox.process import START_LIMIT, WorkerFailure, cause, start
from autograder.sandbox.scratch import empty, scratch
from autograder.sandbox.watch import POLL, Limits, Watch

# A worker in use gets so much of an experiment's CPU seconds, at least so many; then a new one gets all of them.
HURRIED, HURRIED_LEAST = 0.25, 10.0


class Zygote:
    """Forks workers from one process that has torch loaded: a fresh one for every submission."""

    kind = "zygote"
    shares = True

    def __init__(self, off: Collection[str] = (), lab: str = "") -> None:
        self._lab, self._off = lab, off
        self._start()

    def _start(self) -> None:
        self._worker: _Worker | None = None
        self._serves, self._stage = "", 0  # the submission, and the stage that it has come to
        self._control, theirs = socket.socketpair()
        self._process = start("zygote", self._lab, self._off, stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
        theirs.close()
        self._control.settimeout(START_LIMIT)
        try:
            self.confinement = Confinement.from_json(json.loads(self._line()))
        except BaseException:  # Ctrl-C while it loads torch: it must not report to nobody
            self._process.kill()
            self._process.wait()
            raise

    @property
    def process_number(self) -> int:
        return self._process.pid

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        """The reply of the worker that serves this submission, or of a new one.

        What a worker in use has trouble with, a new one is asked, so that no trouble is another's.
        """
        stage = request["stage"]
        alone = alone or stage is None
        if self._worker is not None and not alone and self._serves == request["root"] and self._stage <= stage:
            self._stage = stage
            hurried = min(limits.run, max(HURRIED_LEAST, HURRIED * limits.run))
            reply = self._worker.ask(request, replace(limits, run=hurried))
            if not reply.trouble and not reply.reached:
                return reply
        self.rest()
        self._worker = _Worker(self._fork, self.confinement.user)
        self._serves, self._stage = request["root"], stage
        reply = self._worker.ask(request, limits)
        if reply.trouble or alone:
            status = self.rest()
            reply.detail = cause(status) if reply.trouble == "died" else reply.detail
        return reply

    def rest(self) -> int:
        """End the worker that is in use, if one is; its exit status."""
        worker, self._worker = self._worker, None
        return worker.end(self._end) if worker is not None else 0

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
        """End the worker that serves a part, with all that comes from it, and then the zygote."""
        with contextlib.suppress(WorkerFailure):  # it has gone already, and its workers with it
            self.rest()
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


class _Worker:
    """A forked worker, its two ends of the wire and its folder."""

    def __init__(self, fork: Callable[[socket.socket, int], int], user: int | None) -> None:
        self._channel, theirs = socket.socketpair()
        self._output, spoken = os.pipe()
        self._folders = ExitStack()
        self._used = False
        try:
            self._pid = fork(theirs, spoken)
            self._scratch = self._folders.enter_context(scratch(user))
        except BaseException:
            self.close()
            raise

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply:
        if self._used:
            empty(self._scratch)
        conversation = Conversation(Watch(self._pid, self._scratch, limits), limits.run, fresh=not self._used)
        conversation.reply.fresh, self._used = not self._used, True
        try:
            # Trouble in a worker in use is never judged: a new one is asked, and that tells where it was.
            for frame in conversation.opening({**request, "places": conversation.reply.fresh}, self._scratch):
                self._channel.sendall(frame)
        except OSError as error:
            if conversation.reply.fresh:
                raise WorkerFailure(f"a worker was gone before it was asked ({error.strerror})") from error
            conversation.reply.trouble = "died"
            return conversation.finish()
        return _follow(self._channel, self._output, conversation)

    def end(self, kill: Callable[[int], int]) -> int:
        try:
            return kill(self._pid)
        finally:  # the folder goes after the worker
            self.close()

    def close(self) -> None:
        self._channel.close()
        os.close(self._output)
        self._folders.close()


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
