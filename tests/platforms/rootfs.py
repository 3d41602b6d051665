"""Gradescope's zip in a root file system of its own: the real scripts, run as root by the paths that they know.

bubblewrap gives the process its root, and the powers that Docker leaves to root in a container. Two roots:
`userland` is a folder with a bare Debian or Ubuntu, in which setup.sh installs everything from the start
(`debootstrap --variant=minbase --include=ca-certificates bookworm FOLDER` makes one); `borrowed` is this
machine's own system, read-only and without this repository, with this environment as /opt/lab.
"""
from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from autograder.benchmark.processes import Memory, sampling
from tests.conftest import ROOT
from tests.platforms import containers

# Docker's default for root in a container.
POWERS = ("CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP",
          "NET_BIND_SERVICE", "SYS_CHROOT", "KILL", "AUDIT_WRITE")
MADE_NEW = ("proc", "dev", "sys", "tmp", "opt", "autograder")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Run:
    """What came of one grading: results.json, seconds, and the memory of all processes at the peak."""

    results: dict
    seconds: float
    peak: Memory
    stderr: str


def userland(folder: Path) -> list[str]:
    """bubblewrap's options for a folder as root. pip's settings of this machine hold in it too."""
    options = ["--bind", str(folder), "/", "--ro-bind", "/etc/resolv.conf", "/etc/resolv.conf"]
    for name, value in os.environ.items():
        if name.startswith("PIP_") or name.lower().endswith("_proxy"):
            options += ["--setenv", name, value]
    certificates = os.environ.get("PIP_CERT")
    return [*options, "--ro-bind", certificates, certificates] if certificates else options


def borrowed(autograder: Path) -> list[str]:
    """bubblewrap's options for this machine's system with this folder as /autograder."""
    options = []
    for entry in sorted(Path("/").iterdir()):
        if entry.name in MADE_NEW:
            continue
        options += (["--symlink", os.readlink(entry), str(entry)] if entry.is_symlink()
                    else ["--ro-bind", str(entry), str(entry)])
    environment = str(Path(sys.prefix).resolve())
    return [*options, "--tmpfs", "/tmp", "--ro-bind", environment, "/opt/lab", "--tmpfs", str(ROOT),
            "--bind", str(autograder), "/autograder"]


def enter(root: list[str], *command: str) -> list[str]:
    """The command, as root of this root file system with a container's powers, in /autograder."""
    powers = [word for power in POWERS for word in ("--cap-add", f"CAP_{power}")]
    return ["bwrap", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--cap-drop", "ALL",
            *powers, "--clearenv", "--setenv", "PATH", PATH, "--setenv", "HOME", "/root", *root,
            "--proc", "/proc", "--dev", "/dev", "--ro-bind", "/sys", "/sys", "--chdir", "/autograder", *command]


def install(autograder: Path, package: Path) -> None:
    """The zip unpacked as Gradescope does it: run_autograder lies beside its folders too."""
    containers.lay_out(autograder, package)
    for script in ("source/run_autograder", "source/setup.sh"):
        (autograder / script).chmod(0o755)
    (autograder / "run_autograder").write_bytes((autograder / "source" / "run_autograder").read_bytes())
    (autograder / "run_autograder").chmod(0o755)


def grade(root: list[str], autograder: Path, submission: Path) -> Run:
    """What Gradescope does with one upload."""
    containers.hand_in(autograder, submission)
    (autograder / "results" / "results.json").unlink(missing_ok=True)
    started = time.monotonic()
    process = subprocess.Popen(enter(root, "/autograder/run_autograder"), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    with sampling(process.pid) as sizes:
        stderr = process.communicate()[1]
    assert process.returncode == 0, stderr
    peak = Memory(*map(max, zip(*sizes)))
    return Run(containers.results(autograder), time.monotonic() - started, peak, stderr)
