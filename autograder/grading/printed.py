"""What student code printed, as a few lines that are shown beside the checks which it does not pass.

The lines are the student's words: bounded, free of whatever acts on a terminal, and free of what only one
machine at one time could have said, so that a verdict comes out the same everywhere.
"""
from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.i18n.plaintext import plain
from autograder.sandbox.errors import GONE, cleaned

MAX_LINES = 8
MAX_WIDTH = 160
_COLOURS = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?)")
# torch's own warnings, which hang on the processor, and the bars of tqdm, which hang on the clock.
_NOT_THEIRS = re.compile(r"^\[[WIEF]\d{3,}|\d(?:it/s|s/it)\b|\d%\|")
_ON_TIME = re.compile(r"\btimes?\b|\btook\b|elapsed|duration|耗时|用时|时间", re.IGNORECASE)
_DECIMALS = re.compile(r"\d+\.\d+(?:e[-+]?\d+)?")


def lines_of_output(outputs: Iterable[str]) -> list[str]:
    """The first lines of what was printed, those that were printed before left out."""
    found: dict[str, None] = {}
    for output in outputs:
        for line in _COLOURS.sub("", output).split("\n"):
            shown = line.rstrip("\r").rpartition("\r")[2]  # what a terminal would show in the end
            if not _NOT_THEIRS.search(shown) and (shown := _shown(shown)):
                found[shown] = None
            if len(found) > MAX_LINES:
                return [*list(found)[:MAX_LINES], GONE]
    return list(found)


def _shown(line: str) -> str:
    text = plain(cleaned(line), MAX_WIDTH)
    return _DECIMALS.sub(GONE, text) if _ON_TIME.search(text) else text
