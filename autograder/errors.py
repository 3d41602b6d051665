"""What student code raised, as bounded plain text with its place. Used in the worker."""
from __future__ import annotations

import traceback
from typing import Any

MAX_MESSAGE = 400


def describe(error: BaseException, labels: set[str]) -> dict[str, Any]:
    """{"type", "message", "file", "line"} of an exception; the place is in the student's files."""
    seen: dict[str, Any] = {"type": type(error).__name__[:80], "message": _text(error),
                            "file": None, "line": None}
    if isinstance(error, SyntaxError) and error.filename in labels:
        seen.update(file=error.filename, line=error.lineno)
        return seen
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in labels:
            seen.update(file=frame.f_code.co_filename, line=line)
    return seen


def _text(error: BaseException) -> str:
    try:
        return str(error)[:MAX_MESSAGE]
    except BaseException as worse:  # a student's __str__ may raise anything
        return f"(its text can't be had: {type(worse).__name__})"
