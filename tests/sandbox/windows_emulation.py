"""Runs a module of this project as on a system that is no POSIX: `python tests/sandbox/windows_emulation.py [-P] -m MODULE ...`.

What Windows lacks is taken away once everything of others is imported, in this process and in the workers that it
starts. It shows what the students' path needs of the system, not how Windows behaves.
"""
import concurrent.futures.process  # noqa: F401
import ctypes
import io
import multiprocessing.util  # noqa: F401
import os
import runpy
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import babel.messages.pofile  # noqa: F401
import click  # noqa: F401
import filelock  # noqa: F401
import IPython.core.inputtransformer2  # noqa: F401
import jinja2  # noqa: F401
import matplotlib.pyplot as plt
import pytest  # noqa: F401
import rich.console  # noqa: F401
import rich.progress  # noqa: F401
import torch
import torchvision  # noqa: F401
from PIL import Image  # noqa: F401

HERE = Path(__file__).resolve()
MODULES = ("resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog")
NAMES = {os: ("fork", "forkpty", "setsid", "getuid", "geteuid", "getgid", "getegid", "setresuid", "setresgid",
              "setgroups", "chown", "killpg", "sysconf", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC",
              "getpgid", "nice", "uname", "getloadavg", "sched_getaffinity"),
         signal: ("SIGHUP", "SIGALRM", "alarm", "setitimer"),
         socket: ("send_fds", "recv_fds", "AF_UNIX")}


class NoLibraryWithoutName(ctypes.CDLL):
    """Windows has no library of the process itself."""

    def __init__(self, name, *arguments, **options):
        if name is None:
            raise TypeError("argument of type 'NoneType' is not iterable")
        super().__init__(name, *arguments, **options)


def warm_up() -> None:
    """The first step and the first figure import much; others' code may look at the system it is on."""
    layer = torch.nn.Conv2d(1, 1, 3)
    optimizer = torch.optim.Adam(layer.parameters())
    layer(torch.zeros(1, 1, 8, 8)).sum().backward()
    optimizer.step()
    plt.figure().canvas.draw()


class Refuser:
    """Finds no module that Windows has not."""

    def find_spec(self, name, path=None, target=None):
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def take_away() -> None:
    sys.meta_path.insert(0, Refuser())
    for name in MODULES:
        sys.modules.pop(name, None)
    for module, names in NAMES.items():
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    os.supports_dir_fd.clear()
    subprocess.CREATE_NEW_PROCESS_GROUP = 0  # Windows has it; the system below takes no other flags
    ctypes.CDLL = NoLibraryWithoutName
    io._WindowsConsoleIO = type("NoConsole", (), {})  # pytest asks for it
    sys.platform = "win32"


def starter(folder: Path) -> Path:
    """A program that starts Python in this way, for the workers."""
    path = folder / "python"
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE}" "$@"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


if __name__ == "__main__":
    warm_up()
    if "ELSEWHERE" in os.environ:  # a folder for the starter; workers have an environment of their own
        sys.executable = str(starter(Path(os.environ["ELSEWHERE"])))
    take_away()
    words = [word for word in sys.argv[1:] if word != "-P"]
    assert words[0] == "-m", words
    sys.path[0] = str(HERE.parents[2])
    sys.argv = words[1:]
    runpy.run_module(words[1], run_name="__main__", alter_sys=True)
