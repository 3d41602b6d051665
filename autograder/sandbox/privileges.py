"""Privileges that a worker gives up before student code runs: user, capabilities, resources."""
from __future__ import annotations

import ctypes
import os
import signal
import struct

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]  # and asks for none

MIB = 2**20
# Memory over what the process has mapped when it starts: a U-Net of 54 million weights with Adam needs 1.9 GB.
MEMORY = 4096 * MIB
FILE_SIZE = 16 * MIB
OPEN_FILES = 128
THREADS = 128
CPU_SECONDS = 900  # a backstop; the grader's own watch ends a worker long before
FIRST_USER, USERS = 60001, 5000

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_SET_SUBREAPER = 1, 4, 38, 36
CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x08000000, 0x10000000, 0x40000000
CAPABILITY_VERSION = 0x20080522


def lower_limits() -> None:
    """Memory, file size, open files, threads, CPU; no core files, no locked memory."""
    for name, value in (("AS", _mapped() + MEMORY), ("FSIZE", FILE_SIZE), ("NOFILE", OPEN_FILES),
                        ("NPROC", THREADS), ("CORE", 0), ("MEMLOCK", 0), ("MSGQUEUE", 0),
                        ("CPU", CPU_SECONDS)):
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is not None:
            ceiling = resource.getrlimit(kind)[1]
            allowed = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
            resource.setrlimit(kind, (allowed, allowed))


def be_first_to_go() -> None:
    """Where the machine runs out of memory, the kernel ends this process and not the grader."""
    prctl(PR_SET_DUMPABLE, 1)  # /proc/self is the user's own only so; hidden again with the change of user
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def leave_network() -> None:
    """An empty network and no shared memory segments; by a user namespace where one is not root."""
    flags = CLONE_NEWNET | CLONE_NEWIPC
    _check(libc().unshare(flags if os.geteuid() == 0 else flags | CLONE_NEWUSER), "unshare")


def drop_user(user: int) -> None:
    """Become a user that owns nothing. Root only."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def drop_capabilities() -> None:
    """Keep the user's name and none of its powers (capset(2), version 3)."""
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    _check(libc().capset(header, bytes(24)), "capset")


def die_with(parent: int) -> None:
    """Be killed when the parent ends, however it ends. After a change of user, which clears it."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def prctl(option: int, value: int = 0) -> None:
    _check(libc().prctl(option, value, 0, 0, 0), "prctl")


def hide_memory() -> None:
    """Nobody of the same user may trace this process or read its memory."""
    prctl(PR_SET_DUMPABLE, 0)


def _mapped() -> int:
    """Bytes of address space in use."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except FileNotFoundError:
        return 0


def libc() -> ctypes.CDLL:
    """The C library, loaded where it is called: Windows has none, and its students import this too."""
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, name: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
