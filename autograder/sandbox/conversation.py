"""One request's conversation with a worker: its limits, what was heard, and why it ended."""
from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from autograder import frames

OUTPUT_KEPT = 16 * 2**10


@dataclass(frozen=True)
class Limits:
    """Wall-clock seconds for loading the submission's files and for the experiment itself."""

    load: float = 20.0
    run: float = 60.0


@dataclass
class Reply:
    """What came back from one request.

    result: the worker's last frame, None where it never came; then `trouble` says why:
    "time" (a limit), "died" (the process ended itself) or "frame" (not a frame of ours).
    place: the top-level statement that was running, where the trouble came while loading.
    """

    result: dict[str, Any] | None = None
    trouble: str | None = None
    place: tuple[str, int] | None = None
    detail: str = ""
    output: str = ""


class Conversation:
    """Follows one worker's frames: which phase it is in, its deadline, its last word."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.reply = Reply()
        self.deadline = time.monotonic() + limits.load
        self._reader = frames.FrameReader()
        self._output = bytearray()

    @property
    def remaining(self) -> float:
        return self.deadline - time.monotonic()

    def hear(self, data: bytes) -> bool:
        """Take bytes of the reply channel; True once nothing more is to be waited for."""
        if not data:
            self.reply.trouble = "died"
            return True
        try:
            return any([self._take(message) for message in self._reader.feed(data)])
        except frames.BadFrame as error:
            self.reply.trouble, self.reply.detail = "frame", str(error)
            return True

    def overhear(self, data: bytes) -> None:
        """Keep the beginning of what the student's code prints; the rest is drained and dropped."""
        self._output += data[:max(0, OUTPUT_KEPT - len(self._output))]

    def finish(self) -> Reply:
        self.reply.output = self._output.decode("utf-8", "replace")
        return self.reply

    def _take(self, message: dict[str, Any]) -> bool:
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "loading":
            self.reply.place = (str(message.get("file")), int(message.get("line") or 0))
        elif kind == "loaded":
            self.reply.place = None
            self.deadline = time.monotonic() + self.limits.run
        elif kind == "result":
            self.reply.result, self.reply.place = message, None
        return kind == "result"
