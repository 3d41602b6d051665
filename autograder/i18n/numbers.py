"""Numbers as people write them in texts, in digits and in Chinese numerals, and read back."""
from __future__ import annotations

import re
from typing import Any

NUMERALS = "零一二三四五六七八九"
NUMBER = r"[-+−]?\d+(?:\.\d+)?(?:e[-+−]?\d+)?"
NUMERAL = f"[{NUMERALS}十]+"


def written(value: Any) -> str:
    """A value as text: 100.0 as 100, 0.0002 as 2e-4, a tuple in brackets."""
    if isinstance(value, (tuple, list)):
        return f"({', '.join(map(written, value))})"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    text = f"{value:g}"
    short = f"{value:e}"
    if 0 < abs(value) < 0.001:
        mantissa, exponent = short.split("e")
        text = f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    return text


def written_like(value: Any, before: str) -> str:
    """The same in the manner in which another value stood there: with `.0`, or in Chinese numerals."""
    if isinstance(value, (tuple, list)):
        parts = re.findall(NUMBER, before)
        if len(parts) == len(value):
            return f"({', '.join(map(written_like, value, parts))})"
    if isinstance(value, int) and re.fullmatch(NUMERAL, before):
        return _numeral(value)
    text = written(value)
    return f"{text}.0" if re.fullmatch(r"\d+\.0", before) and re.fullmatch(r"\d+", text) else text


def read_number(text: str) -> float:
    """The number that a text of digits or of Chinese numerals up to 99 is."""
    if not re.fullmatch(NUMERAL, text):
        return float(text.replace("−", "-"))
    tens, ten, ones = text.rpartition("十")
    return (10 * (NUMERALS.index(tens) if tens else 1) if ten else 0) + (NUMERALS.index(ones) if ones else 0)


def _numeral(value: int) -> str:
    """A whole number from 0 to 99 in Chinese numerals; a greater one in digits."""
    if not 0 <= value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones or not tens else "")
