"""Untrusted text as plain text: one line, bounded, without anything that acts on its reader.

Every value of a message passes through here when the message is made (messages.say), and every
name of a file or a submission when it is read, so that no report has to remember to.
"""
from __future__ import annotations

import unicodedata
from typing import Any

MAX_TEXT = 2000
MAX_NUMBER = 10**18
# Controls, formats (bidi overrides and invisible letters), surrogates, private use, line separators.
UNFIT = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
# More accents on one letter than any language has: they spill over the lines around.
MAX_ACCENTS = 4


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """One line of printable text of at most `limit` characters."""
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text.strip()  # what nearly all of it is
    kept, accents = [], 0
    for letter in text[:2 * limit]:
        kind = unicodedata.category(letter)
        accents = accents + 1 if kind in ("Mn", "Me") else 0
        if letter in "\n\r\t" or kind in ("Zl", "Zp"):
            kept.append(" ")
        elif kind not in UNFIT and accents <= MAX_ACCENTS:
            kept.append(letter)
    cleaned = "".join(kept).strip()
    return cleaned if len(cleaned) <= limit and len(text) <= 2 * limit else f"{cleaned[:limit - 1]}…"


def harmless(value: Any) -> Any:
    """A value that a message may hold: a number of ordinary size, or plain text."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int) and abs(value) < MAX_NUMBER:
        return value
    return plain(_text(value))


def _text(value: Any) -> str:
    """str(value), and never an exception: an int may have more digits than Python prints."""
    try:
        return str(value)
    except ValueError:
        return type(value).__name__
