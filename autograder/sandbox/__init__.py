"""Workers seen from the trusted side: how they are started, asked, bounded and ended.

`open_workers()` gives the best kind that this machine has. Both kinds answer `ask(request, limits)`
with a Reply, whatever the student's code does: a hang, a crash or a flood ends that one worker.
The kernel's confinement belongs in `process.start` and `worker._be_worker`.
"""
from __future__ import annotations

import sys
from typing import Any, Protocol

from autograder.sandbox.conversation import Limits, Reply
from autograder.sandbox.process import WorkerFailure

__all__ = ["Limits", "Reply", "WorkerFailure", "Workers", "open_workers"]


class Workers(Protocol):
    """A source of workers for one grader."""

    kind: str

    def ask(self, request: dict[str, Any], limits: Limits) -> Reply: ...

    def close(self) -> None: ...


def open_workers(kind: str = "auto") -> Workers:
    """Zygote where fork and descriptor passing exist (Linux), else one plain subprocess at a time.

    macOS forks, but not safely after its frameworks have started threads.
    """
    if kind == "zygote" or (kind == "auto" and sys.platform.startswith("linux")):
        from autograder.sandbox.zygote import Zygote

        return Zygote()
    from autograder.sandbox.plain import Plain

    return Plain()
