"""Workers seen from the trusted side: how they are started, asked, bounded and ended.

`open_workers()` gives the best kind that this machine has. Both kinds answer `ask(request, limits)`
with a Reply, whatever the student's code does: a hang, a crash or a flood ends that one worker.
The layers that confine a worker are put together in `layers`; autograder/sandbox/SANDBOX.md describes them.
"""
from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any, Protocol

from autograder.sandbox import privileges
from autograder.sandbox.conversation import Reply
from autograder.sandbox.layers import LAYERS, Confinement
from autograder.sandbox.process import WorkerFailure
from autograder.sandbox.watch import Limits

__all__ = ["LAYERS", "Confinement", "Limits", "Reply", "WorkerFailure", "Workers", "best_kind", "open_workers"]


class Workers(Protocol):
    """A source of workers for one grader."""

    kind: str
    confinement: Confinement
    # Whether a worker may be asked about a whole part, and one alone about an experiment where need be.
    shares: bool

    def ask(self, request: dict[str, Any], limits: Limits, alone: bool = False) -> Reply:
        """A worker's reply. alone: that of a worker which runs nothing else."""
        ...

    def rest(self) -> object:
        """End the worker that waits for its next request: there is none for now."""
        ...

    def close(self) -> None: ...


def best_kind(kind: str = "auto") -> str:
    """The kind of workers that is meant: on this machine the best one, where it is left open."""
    if kind != "auto":
        return kind
    return "zygote" if sys.platform.startswith("linux") else "plain"


def open_workers(kind: str = "auto", off: Collection[str] = (), lab: str = "") -> Workers:
    """Zygote where fork and descriptor passing exist (Linux), else one plain subprocess at a time.

    macOS forks, but not safely after its frameworks have started threads.
    off: layers of confinement to leave off (tests, and whoever says --unconfined).
    lab: the reference of the lab whose experiments they run; empty for the default one.
    """
    if sys.platform.startswith("linux"):
        privileges.hide_memory()  # the grader holds what the worker must not read
    if best_kind(kind) == "zygote":
        from autograder.sandbox.zygote import Zygote

        return Zygote(off, lab)
    from autograder.sandbox.plain import Plain

    return Plain(off, lab)
