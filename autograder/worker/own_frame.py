"""The frame that student code sees through `inspect`: its own place and globals, and no caller.

`inspect.getfile(inspect.currentframe())` is a common way to find the folder of one's own file, so
that it must not read as a look at the examiner. What it is given is a frame made on the spot:
nothing leads from it to whoever called. Libraries get real frames.
"""
from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from types import FrameType, FunctionType


def lay(of_a_library: Callable[[FrameType], bool]) -> None:
    """Replace what `inspect` tells of frames from now on, for callers that belong to no library."""
    getframe, real_stack, outer, alone = sys._getframe, inspect.stack, inspect.getouterframes, _alone

    def currentframe() -> FrameType:
        """The frame of the caller."""
        frame = getframe(1)
        return frame if of_a_library(frame) else alone(frame)

    def stack(context: int = 1) -> list[inspect.FrameInfo]:
        """The frames from the caller's on."""
        frame = getframe(1)
        return real_stack(context)[1:] if of_a_library(frame) else outer(alone(frame), context)

    inspect.currentframe, inspect.stack = currentframe, stack


def _template() -> Iterator[None]:
    yield


def _alone(frame: FrameType) -> FrameType:
    """A frame at the same place in the same file, with the same globals: that of a generator not yet begun."""
    code = _template.__code__.replace(co_filename=frame.f_code.co_filename, co_name=frame.f_code.co_name,
                                      co_firstlineno=frame.f_lineno)
    return FunctionType(code, frame.f_globals)().gi_frame
