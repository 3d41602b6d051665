"""Workers forked from one process that has torch loaded: for systems with fork (Linux)."""
from __future__ import annotations

import os
import selectors
import socket
import subprocess
from typing import Any

from autograder import frames
from autograder.sandbox.conversation import Conversation, Limits, Reply
from autograder.sandbox.process import START_LIMIT, WorkerFailure, cause, scratch, start


class Zygote:
    """Forks a fresh worker for every request from one process that has torch loaded."""

    kind = "zygote"

    def __init__(self) -> None:
        self._control, theirs = socket.socketpair()
        self._process = start("zygote", stdin=theirs.fileno(), stdout=subprocess.DEVNULL)
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
            with scratch() as folder:
                mine.sendall(frames.encode({**request, "scratch": folder}))
                reply = _follow(mine, heard, Conversation(limits))
                self._control.sendall(f"end {pid}".encode())
                status = int(self._line())
        finally:
            mine.close()
            os.close(heard)
        if reply.trouble == "died":
            reply.detail = cause(status)
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
