"""The fork server: has torch loaded and forks workers, each to run student code (main.py)."""
from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Callable

from autograder.sandbox import memory, privileges
from autograder.sandbox.layers import Confinement, probe

# Performs the requests that come over the first descriptor until it ends, and replies over the second.
Attend = Callable[[int, int, Confinement, int], None]


def serve(prepare: Callable[[], None], attend: Attend, off: list[str]) -> None:
    """Fork a worker for every pair of descriptors that comes over the control socket on stdin.

    prepare: loads what every worker needs. off: layers of confinement that are left off.
    """
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    memory.begin()
    prepare()
    memory.settle()
    privileges.hide_memory()
    privileges.prctl(privileges.PR_SET_SUBREAPER, 1)
    plan = probe(off, os.getppid())
    with contextlib.suppress(ConnectionError):  # a grader that was killed is one that has gone
        control.sendall(json.dumps(plan.to_json()).encode() + b"\n")
        _obey(control, plan, attend)


def _obey(control: socket.socket, plan: Confinement, attend: Attend) -> None:
    """Fork and end workers as told, until there is nobody to tell."""
    forked = 0
    while True:
        order, descriptors, _, _ = socket.recv_fds(control, 64, 2)
        if not order:
            return
        verb, _, argument = order.decode().partition(" ")
        if verb == "fork":
            forked += 1
            if forked == memory.FORKS:  # most that grade are few: a student's own work, a notebook
                memory.gather()
            pid = os.fork()
            if pid == 0:
                _be_worker(descriptors[0], descriptors[1], plan, attend)
            for descriptor in descriptors:
                os.close(descriptor)
            control.sendall(f"{pid}\n".encode())
        elif verb == "end":
            control.sendall(f"{_end(int(argument))}\n".encode())


def _be_worker(channel: int, output: int, plan: Confinement, attend: Attend) -> None:
    """The forked child: requests until it is ended. It dies with the zygote, and that with its
    grader, however the grader ends."""
    parent, channel = os.getppid(), _keep_only(channel, output)
    privileges.die_with(parent)
    os.setsid()
    try:
        attend(channel, channel, plan, parent)
    finally:
        sys.stdout.flush()
        os._exit(0)


def _keep_only(channel: int, output: int) -> int:
    """The channel as descriptor 3, output as 1 and 2; everything else is closed."""
    os.dup2(output, 1)
    os.dup2(output, 2)
    if channel != 3:
        os.dup2(channel, 3, inheritable=False)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    return 3


def _end(pid: int) -> int:
    """Kill a worker and all that comes from it; its exit status as waitpid gives it.

    Where system calls are not filtered it may have left children: the zygote, which forks one worker
    at a time, inherits them, those included that have made themselves daemons.
    """
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it has gone by itself
    status = os.waitpid(pid, 0)[1]
    while orphans := _children():
        for orphan in orphans:
            os.kill(orphan, signal.SIGKILL)
            os.waitpid(orphan, 0)
    return status


def _children() -> list[int]:
    me = os.getpid()
    with open(f"/proc/{me}/task/{me}/children") as file:
        return [int(word) for word in file.read().split()]
