"""Start worker processes, and read what their end says."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from autograder.sandbox import interruption

START_LIMIT = 120.0
# Python 3.10 does not know the option; there the empty home folder stands first on the path.
SAFE_PATH = ["-P"] if sys.version_info >= (3, 11) else []
ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "", "MPLBACKEND": "Agg", "PYTHONDONTWRITEBYTECODE": "1",
    # Large tensors come in pages of 2 MB: a worker that is new to its memory takes a fault for each.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
}


class WorkerFailure(Exception):
    """A worker could not be had: the machine's or the grader's fault, never the student's."""


def start(mode: str, lab: str, off: Collection[str], **streams: Any) -> subprocess.Popen:
    """`python -m autograder.worker.main MODE LAB OFF` with an environment made from nothing.

    lab: the reference of the lab whose experiments it runs. off: layers of confinement that the worker leaves off.
    """
    keep = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH", "TEMP", "TMP", "TMPDIR")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    home = tempfile.gettempdir()
    fonts = os.path.join(home, f"lab-matplotlib-{getattr(os, 'getuid', lambda: 0)()}")
    environment.update(ENVIRONMENT, PYTHONPATH=str(ROOT), HOME=home, USERPROFILE=home,
                       MPLCONFIGDIR=fonts)
    with interruption.unheard():
        return subprocess.Popen(
            [sys.executable, *SAFE_PATH, "-m", "autograder.worker.main", mode, lab, json.dumps(sorted(off))],
            env=environment, cwd=home, **interruption.OUT_OF_REACH, **streams)


def cause(status: int) -> str:
    """"signal 11" or "exit 3"."""
    return f"signal {status & 0x7F}" if status & 0x7F else f"exit {status >> 8}"
