"""Observations as checks read them: believed only as far as they are validated."""
from __future__ import annotations

from typing import Any

import numpy as np

from autograder.i18n.messages import Message, render, say

MAX_TEXT = 400
MAX_ELEMENTS = 2**22  # 32 MB as float64, several times what any experiment records


class Failed(AssertionError):
    """The check's sentence does not hold for this submission."""

    def __init__(self, *, observed: Message, expected: Message | None = None,
                 help: Message | None = None, where: str | None = None) -> None:
        super().__init__(render(observed))
        self.expected, self.observed, self.help, self.where = expected, observed, help, where


class NotJudged(Exception):
    """The check could not be judged. fault: "missing", "not_implemented", "prerequisite",
    "limit", "reply" (the submission's), or "grader" (never costs points)."""

    def __init__(self, fault: str, reason: Message, *, help: Message | None = None,
                 where: str | None = None) -> None:
        super().__init__(render(reason))
        self.fault, self.observed, self.help, self.where = fault, reason, help, where


def require(holds: Any, observed: Message, *, expected: Message | None = None,
            help: Message | None = None) -> None:
    """Raise Failed unless holds."""
    if not holds:
        raise Failed(observed=observed, expected=expected, help=help)


def need(holds: Any, reason: Message) -> None:
    """Raise NotJudged unless holds: what this check builds on has failed by itself."""
    if not holds:
        raise NotJudged("prerequisite", reason)


class Observations:
    """One experiment's observations. What is absent raises the error that kept it from being.

    data: as decoded from the worker's frame, so any key may be absent or of any plain type.
    blame: called with an error record, raises Failed or NotJudged.
    """

    def __init__(self, data: Any, error: dict | None, blame: Any) -> None:
        self._data = data if isinstance(data, dict) else {}
        self._error = error
        self._blame = blame

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def __getitem__(self, key: str) -> Any:
        if key in self._data:
            return self._data[key]
        self._blame(self._data.get(f"{key}!") or self._error)
        raise Failed(observed=say("The worker sent no \"{key}\".", key=key))

    def error(self, key: str) -> dict | None:
        """The error record that stands in the place of key, if there is one."""
        return None if key in self._data else self._data.get(f"{key}!") or self._error

    def raised(self) -> None:
        """Raise what ended the experiment early, if anything did."""
        if self._error:
            self._blame(self._error)

    def array(self, key: str, ndim: int | None = None) -> np.ndarray:
        """A numeric array as float64, NaN and infinity included; Failed for anything else."""
        return as_array(self[key], key, ndim)

    def number(self, key: str) -> float:
        """One real number (it may be NaN)."""
        return float(self.array(key, 0))

    def flag(self, key: str) -> bool:
        return self[key] is True

    def count(self, key: str) -> int:
        value = self[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise Failed(observed=say("\"{key}\" is not a whole number.", key=key))
        return value

    def text(self, key: str) -> str:
        return str(self[key])[:MAX_TEXT]

    def items(self, key: str) -> list:
        value = self[key]
        if not isinstance(value, list):
            raise Failed(observed=say("The worker's \"{key}\" is not a list.", key=key))
        return value

    def branch(self, key: str) -> Observations:
        """Observations nested under key."""
        return Observations(self[key], self._error, self._blame)

    def branches(self, key: str) -> list[Observations]:
        return [Observations(item, self._error, self._blame) for item in self.items(key)]


def as_array(value: Any, key: str, ndim: int | None = None) -> np.ndarray:
    """value as a float64 array, or Failed."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "fiub":
        raise Failed(observed=say("The worker's \"{key}\" is not an array of numbers.", key=key))
    if value.size > MAX_ELEMENTS:
        raise Failed(observed=say("The worker's \"{key}\" has {n} elements.", key=key, n=value.size))
    if ndim is not None and value.ndim != ndim:
        raise Failed(observed=say("\"{key}\" has {found} dimensions instead of {wanted}.",
                                  key=key, found=value.ndim, wanted=ndim))
    return value.astype(np.float64)


def shape_text(shape: Any) -> str:
    """A shape as people write it: (2, 1, 256, 256)."""
    try:
        return "(" + ", ".join(str(int(size)) for size in shape) + ("," if len(shape) == 1 else "") + ")"
    except (TypeError, ValueError):
        return str(shape)[:60]


def close(found: Any, expected: Any, relative: float = 1e-3, absolute: float = 1e-5) -> bool:
    """True where shapes agree, everything is finite, and no element is further off than allowed."""
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    return bool(found.shape == expected.shape and np.isfinite(found).all()
                and (np.abs(found - expected) <= absolute + relative * np.abs(expected)).all())


def short(number: float) -> str:
    """A number in at most four significant digits."""
    return f"{number:.4g}"
