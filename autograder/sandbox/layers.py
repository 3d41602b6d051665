"""The layers that confine one worker, in the order in which they are put on.

Every layer is probed once, in a process of its own that puts it on and then tries what it should
forbid; a worker puts on exactly the layers that were seen to work, and does not start if one of
them fails. SANDBOX.md says what each of them covers.
"""
from __future__ import annotations

import importlib.util
import json
import os
import socket
import sys
import sysconfig
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.i18n.messages import Message, say
from autograder.sandbox import landlock, privileges, seccomp

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ("rlimits", "namespaces", "user", "no_new_privs", "landlock", "seccomp")
# What torch, numpy and matplotlib open while they work, beside Python's libraries.
SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/share/fonts",
          "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime", "/proc/self",
          "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/dev/urandom", "/dev/zero")


@dataclass(frozen=True)
class Confinement:
    """What a source of workers does about its workers.

    on: the layers that were seen to work. missing: layer -> why it is not on.
    user: the user number that workers change to, None where they keep their own.
    hidden: a worker was seen to be unable to read this project's own files.
    """

    on: tuple[str, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    user: int | None = None
    hidden: bool = False

    @property
    def sufficient(self) -> bool:
        """The minimum for strangers' code: no system calls that reach out, and no file of the grader's."""
        return "seccomp" in self.on and self.hidden

    def to_json(self) -> dict:
        return {"on": list(self.on), "missing": self.missing, "user": self.user, "hidden": self.hidden}

    @classmethod
    def from_json(cls, data: dict) -> Confinement:
        return cls(tuple(data["on"]), data["missing"], data["user"], data["hidden"])


def confine(plan: Confinement, parent: int, read: Collection[str] = (), write: Collection[str] = ()) -> None:
    """Put the plan's layers on this process, which has one thread and this parent. Raises OSError.

    read, write: files and folders that it may use beside Python's libraries.
    """
    steps = _steps(plan, read, write)
    for name in LAYERS:
        if name in steps:
            steps[name]()
        if name == "user":  # on every Linux; a change of user would undo both
            privileges.die_with(parent)
            privileges.hide_memory()


def probe(off: Collection[str], grader: int) -> Confinement:
    """The plan for this machine: every layer that holds, but for those switched off.

    grader: its process number, which gives its workers a user of their own.
    """
    if not sys.platform.startswith("linux"):
        return Confinement(missing=dict.fromkeys(LAYERS, f"{sys.platform} has no such layer"))
    own = privileges.FIRST_USER + grader % privileges.USERS
    user = own if os.geteuid() == 0 and _in_child(lambda: _reads_libraries_as(own)) else None
    missing = {name: "switched off" for name in off}
    if "no_new_privs" in off:  # the kernel takes the two filters from nobody else
        missing |= {"landlock": "needs no_new_privs", "seccomp": "needs no_new_privs"}
    plan = Confinement(tuple(name for name in LAYERS if name not in missing), missing, user)
    found = _in_child(lambda: _try(plan)) or {"missing": dict.fromkeys(plan.on, "the probe died"), "hidden": False}
    missing |= found["missing"]
    return Confinement(tuple(name for name in plan.on if name not in missing), missing,
                       None if "user" in missing else user, found["hidden"])


def _steps(plan: Confinement, read: Collection[str] = (),
           write: Collection[str] = ()) -> dict[str, Callable[[], None]]:
    """Layer -> what puts it on."""
    steps: dict[str, Callable[[], None]] = {
        "rlimits": _limit, "namespaces": privileges.leave_network,
        "user": lambda: _change_user(plan.user),
        "no_new_privs": lambda: privileges.prctl(privileges.PR_SET_NO_NEW_PRIVS, 1),
        "seccomp": lambda: seccomp.install(os.getpid())}
    if "landlock" in plan.on:  # its rules are made while the paths can still be opened
        steps["landlock"] = landlock.Ruleset(_readable(read), [*write, "/dev/null"]).enforce
    return {name: steps[name] for name in plan.on}


def _limit() -> None:
    privileges.lower_limits()
    privileges.be_first_to_go()


def _change_user(user: int | None) -> None:
    if user is not None:
        privileges.drop_user(user)
    privileges.drop_capabilities()


def _readable(more: Collection[str]) -> list[str]:
    """Python's libraries wherever they are, the system's, and more."""
    libraries = [os.path.join(prefix, folder) for prefix in {sys.prefix, sys.base_prefix}
                 for folder in ("lib", "lib64", "pyvenv.cfg")]
    listed = [path for path in sys.path if os.path.isabs(path) and not ROOT.is_relative_to(path)]
    return [*libraries, *listed, sysconfig.get_path("stdlib"), *SYSTEM, *more]


def _try(plan: Confinement) -> dict:
    """Put every layer on, then try what each forbids. In a child that ends afterwards."""
    missing: dict[str, str] = {}
    for name in plan.on:
        try:
            _steps(Confinement((name,), {}, plan.user))[name]()
        except OSError as error:
            missing[name] = str(error)
    for name in plan.on:
        if name not in missing and not _HOLDS[name](plan):
            missing[name] = "it was put on, but does not hold"
    return {"missing": missing, "hidden": _refused(lambda: open(__file__).close())}


def _refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except PermissionError:
        return True
    return False


def _status(name: str) -> str:
    with open("/proc/self/status") as file:
        return next(line.split()[1] for line in file if line.startswith(f"{name}:"))


def _interfaces() -> int:
    with open("/proc/self/net/dev") as file:
        return sum(":" in line for line in file)


_HOLDS: dict[str, Callable[[Confinement], bool]] = {
    "rlimits": lambda plan: privileges.resource.getrlimit(privileges.resource.RLIMIT_CORE) == (0, 0),
    "namespaces": lambda plan: _interfaces() <= 1,
    "user": lambda plan: int(_status("CapEff"), 16) == 0 and plan.user in (None, os.geteuid()),
    "no_new_privs": lambda plan: _status("NoNewPrivs") == "1",
    "landlock": lambda plan: _refused(lambda: os.listdir("/")),
    "seccomp": lambda plan: _refused(lambda: socket.socket().close()),
}


def _reads_libraries_as(user: int) -> bool:
    """Whether this user could still import: a Python below root's home folder is out of reach."""
    torch = importlib.util.find_spec("torch")
    privileges.drop_user(user)
    try:
        for path in (os.__file__, *([torch.origin] if torch and torch.origin else [])):
            open(path).close()
    except OSError:
        return False
    return True


def _in_child(action: Callable[[], object]) -> Any:
    """The JSON-able result of action in a forked child; None where it died."""
    heard, spoken = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(spoken, json.dumps(action()).encode())
        finally:
            os._exit(0)
    os.close(spoken)
    with os.fdopen(heard, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    return json.loads(said) if said else None


def too_little_confinement() -> Message | None:
    """Why `grade` should not run strangers' code here; None where it may."""
    plan = probe((), os.getpid())
    if plan.sufficient:
        return None
    reasons = "; ".join(f"{layer}: {reason}" for layer, reason in plan.missing.items())
    return say("This machine can't confine strangers' code ({reasons}). Grade on Linux 5.13 or newer, or, in a "
               "container or virtual machine of its own, with --unconfined.", reasons=reasons or "solution readable")
