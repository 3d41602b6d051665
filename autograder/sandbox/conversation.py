"""One request's conversation with a worker: what was heard, and why it ended."""
from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from autograder.sandbox import frames
from autograder.sandbox.process import WorkerFailure
from autograder.sandbox.watch import Watch

OUTPUT_KEPT = 16 * 2**10
MAX_HEARD = 96 * 2**20


@dataclass
class Reply:
    """What came back from one request.

    result: the worker's last frame, None where it never came; then `trouble` says why:
    "died" (the process ended itself), "frame" (not a frame of ours), or the limit that was passed
    (see `watch.Excess`), which `allowed` was.
    fresh: the worker had run no other experiment before.
    place: the top-level statement that was running, where the trouble came while loading.
    """

    result: dict[str, Any] | None = None
    trouble: str | None = None
    allowed: float = 0.0
    place: tuple[str, int] | None = None
    detail: str = ""
    output: str = ""
    # The audit event by which the code reached into its examiner, see worker/audit_hook.py.
    reached: str | None = None
    fresh: bool = True

    @property
    def late(self) -> bool:
        return self.trouble in ("cpu", "idle", "wall")


class Conversation:
    """Follows one worker's frames: which phase it is in, its limits, its last word.

    fresh: the worker has not run student code yet, and will say first that it is confined.
    key: what its frames are sealed with; it goes into the request.
    """

    def __init__(self, watch: Watch, run: float, fresh: bool = True) -> None:
        self.key = secrets.token_hex(32)
        self.reply = Reply()
        self._watch, self._run = watch, run
        self._reader = frames.FrameReader(frames.Seal(self.key))
        self._output: list[bytes] = []
        self._phase = "starting" if fresh else "loading"
        self._heard = 0

    def opening(self, request: dict[str, Any], scratch: str) -> list[bytes]:
        """What the worker is told: the request with the key, and then its inputs, each a frame."""
        words = {name: value for name, value in request.items() if name != "inputs"}
        return [frames.encode({**words, "scratch": scratch, "key": self.key}), request["inputs"].frame]

    def hear(self, data: bytes) -> bool:
        """Take bytes of the reply channel; True once nothing more is to be waited for."""
        if not data:
            if self._phase == "starting":
                raise WorkerFailure("a worker ended before it was confined")
            self.reply.trouble = "died"
            return True
        self._heard += len(data)
        try:
            if self._heard > MAX_HEARD:
                raise frames.BadFrame(f"more than {MAX_HEARD >> 20} MB")
            return any([self._take(message) for message in self._reader.feed(data)])
        except frames.BadFrame as error:
            self.reply.trouble, self.reply.detail = "frame", str(error)
            return True

    def overhear(self, data: bytes) -> None:
        """Keep the beginning of what the student's code prints; the rest is drained and dropped."""
        kept = sum(map(len, self._output))
        if kept < OUTPUT_KEPT:
            self._output.append(data[:OUTPUT_KEPT - kept])

    def overdue(self) -> bool:
        """True once a limit is passed."""
        excess = self._watch.check()
        if excess is not None:
            self.reply.trouble, self.reply.allowed = excess.limit, excess.allowed
        return excess is not None

    def finish(self) -> Reply:
        self.reply.output = b"".join(self._output).decode("utf-8", "replace")
        return self.reply

    def _take(self, message: Any) -> bool:
        """Only the worker's first frame comes before student code: it alone is believed about the worker."""
        kind = message.get("kind") if isinstance(message, dict) else None
        if self._phase == "starting":
            if kind != "confined":
                raise WorkerFailure(f"a worker could not be confined: {str(message)[:300]}")
            self._phase = "loading"
        elif kind == "result":
            self.reply.result, self.reply.place = message, None
            return True
        elif kind == "reached":
            self.reply.reached = self.reply.reached or str(message.get("event"))[:80]
        elif kind == "loaded" and self._phase == "loading":
            self._phase, self.reply.place = "running", None
            self._watch.begin(self._run)
        elif kind == "loading" and self._phase == "loading":
            file, line = message.get("file"), message.get("line")
            if isinstance(file, str) and isinstance(line, int):
                self.reply.place = (file[:300], line)
        return False
