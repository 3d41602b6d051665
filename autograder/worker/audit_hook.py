"""The audit hook: report when a submission reaches for the frames, objects or memory of its examiner.

Python has no wall inside a process, so this is none: it is a wire. What would let code find the
sender of replies, or rewrite an observation on its way, raises an audit event (PEP 578) first, and
an event that does not come from a library is reported before it goes through. Nothing that such a
worker says is believed. SANDBOX.md says what remains.
"""
from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

from autograder.worker import own_frame

WIRES = {"sys._getframe", "sys._current_frames", "sys.settrace", "sys.setprofile", "gc.get_objects",
         "gc.get_referrers", "gc.get_referents", "ctypes.dlopen", "ctypes.dlsym", "ctypes.cdata",
         "ctypes.string_at", "ctypes.call_function", "ctypes.cdata/buffer"}
FRAME_ATTRIBUTES = {"tb_frame", "gi_frame", "cr_frame", "ag_frame"}
MEMORY = "/proc/"
# Libraries that hand on what they find: who called them counts.
TRANSPARENT = {"inspect", "ctypes", "gc"}


def install(report: Callable[[str], None], libraries: Collection[int]) -> None:
    """Report the name of every such event from now on. It can't be taken up again.

    libraries: the identities of the namespaces whose code may raise them.
    """
    prefixes = tuple({sys.prefix, sys.base_prefix})
    libraries = frozenset({*libraries, id(vars(own_frame))})  # it looks at frames on a library's behalf
    busy = False

    def of_a_library(frame: FrameType | None) -> bool:
        while frame is not None and frame.f_globals.get("__name__") in TRANSPARENT and (
                id(frame.f_globals) in libraries):
            frame = frame.f_back
        if frame is None or id(frame.f_globals) in libraries:
            return True
        return str(frame.f_globals.get("__file__")).startswith(prefixes)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal busy
        if busy or not (event in WIRES or _touches(event, arguments)):
            return
        busy = True  # to look who it was raises such events itself
        try:
            if not of_a_library(sys._getframe(1)):
                report(event)
        finally:
            busy = False

    own_frame.lay(of_a_library)
    sys.addaudithook(hook)


def _touches(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an attribute that gives a frame is read, or the process's own memory is opened."""
    if event == "object.__getattr__":
        return arguments[1] in FRAME_ATTRIBUTES
    if event == "open":
        path = arguments[0]
        return isinstance(path, str) and MEMORY in path and path.endswith(("/mem", "/maps"))
    return False
