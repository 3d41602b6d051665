"""Error texts of student code, bounded and free of what only this machine could have said.

Used in the worker, where texts arise, and by the trusted side on all that comes from there.
"""
from __future__ import annotations

import builtins
import difflib
import re
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

MAX_MESSAGE = 400
MAX_TEXT = 20_000  # of one text of a reply; what is longer is cut, or cleaning it could be made to take for ever
GONE = "…"
MEANT, NEAR, LONG_NAME = ". Did you mean: ", 0.8, 60
# The grader's own folders, see sandbox/scratch.py, and those of Python and its libraries.
GRADERS, WORKERS = "lab-grader-", ("scratch-", "submission-")
LIBRARIES = ("site-packages", "dist-packages")
_HOMES = sorted({str(folder) for folder in (Path(__file__).resolve().parents[2], sys.prefix, sys.base_prefix)
                 if len(str(folder)) > len("/usr")}, key=len, reverse=True)
_TEMPORARY = str(Path(tempfile.gettempdir()) / GRADERS)  # with a space in it, it would be no single word
_WORD = re.compile(r"[^\s'\"<>|;,()=]+")
_SEPARATOR = re.compile(r"[\\/]+")
_NUMBERS = [(re.compile(pattern), by) for pattern, by in (
    (r" at 0x[0-9A-Fa-f]{6,16}\b", ""),
    (r"\b0x[0-9A-Fa-f]{8,16}\b", f"0x{GONE}"),
    (r"\b(?:139|140|9[34])\d{12}\b", GONE),  # the address that id() tells
    (r"/proc/\d+", f"/proc/{GONE}"),
    (r"(?i)\b(pids?|pid\(s\)|tids?|process id|thread id)(\s?[:=#]?\s?)\d+(?:, \d+)*\b", rf"\1\2{GONE}"),
    (r"\b\d{4}-\d\d-\d\d(?:[ T_]\d\d[:.-]?\d\d(?:[:.-]?\d\d(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?\b", GONE),
    (r"\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b", GONE),
    (r"\b1[6-9]\d{8}\.\d+\b", GONE),  # seconds since 1970
    (r"\b\d+\.\d+(?:e-?\d+)?( ?(?:s|secs?|seconds|ms)\b)", rf"{GONE}\1"),
    (r"\btmp[a-z0-9_]{8}\b", f"tmp{GONE}"),
)]


def cleaned(value: Any) -> Any:
    """value with every text in it free of what only one machine at one time could have said: where its folders
    lie, addresses of objects, numbers of processes, dates and times."""
    if isinstance(value, str):
        return _without_machine(value[:MAX_TEXT])
    if isinstance(value, dict):
        return {key: cleaned(inner) for key, inner in value.items()}
    return [cleaned(inner) for inner in value] if isinstance(value, list) else value


def _without_machine(text: str) -> str:
    if len(text) < len("/proc/1"):  # as most texts of a reply are
        return text
    if "/" in text or "\\" in text:
        text = _WORD.sub(lambda word: _below(word[0]), text.replace(_TEMPORARY, f"/{GRADERS}"))
        for home in _HOMES:
            text = text.replace(home + "/", "").replace(home, ".")
    for pattern, by in _NUMBERS:
        text = pattern.sub(by, text)
    return text


def _below(path: str) -> str:
    """A path as it is called below the last of its folders that lies elsewhere on every machine."""
    names = _SEPARATOR.split(path)
    for at in reversed(range(len(names))):
        if names[at].startswith(GRADERS):
            inner = at + 1 < len(names) and names[at + 1].startswith(WORKERS)
            return "/".join(names[at + 1 + inner:]) or "."
        if names[at] in LIBRARIES or (names[at].startswith("python3") and names[max(at - 1, 0)] in ("lib", "lib64")):
            return "/".join(names[at + 1:]) or "."
    return path


def describe(error: BaseException, labels: set[str]) -> dict[str, Any]:
    """{"type", "message", "file", "line"} of an exception; the place is in the student's files."""
    message = (said_by(error) + _meant(error))[:MAX_MESSAGE]
    seen: dict[str, Any] = {"type": type(error).__name__[:80], "message": message, "file": None, "line": None}
    if isinstance(error, SyntaxError) and error.filename in labels:
        seen.update(file=error.filename, line=error.lineno)
        return seen
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in labels:
            seen.update(file=frame.f_code.co_filename, line=line)
    return seen


def _meant(error: BaseException) -> str:
    """A name like the one that is not there, as Python's own tracebacks propose it."""
    try:
        if isinstance(error, AttributeError):
            name, there = error.name, dir(error.obj)
        elif isinstance(error, NameError) and error.__traceback__:
            frame = list(traceback.walk_tb(error.__traceback__))[-1][0]
            name, there = error.name, [*frame.f_locals, *frame.f_globals, *dir(builtins)]
        else:
            return ""
        there = [other for other in there if len(other) < LONG_NAME]
        like = [other for other in there if other.lower() == str(name).lower()]
        like = like or difflib.get_close_matches(str(name), there, 1, NEAR)
    except Exception:  # the object is a student's, and so is its __dir__
        return ""
    return f"{MEANT}'{like[0]}'?" if like and like[0] != name else ""


def said_by(error: BaseException) -> str:
    """An exception's own text, cleaned before it is cut: how long a folder's name is must not show."""
    try:
        return cleaned(str(error)[:10 * MAX_MESSAGE])
    except BaseException as worse:  # a student's __str__ may raise anything
        return f"(its text can't be had: {type(worse).__name__})"
