"""What a failing part shows, as a set of short facts that do not depend on the inputs drawn.

A fact is a text such as "G.adversarial=caught" or "betas.D=0.9,0.999". Facts come from two places:
from how the checks failed, and from the fact modules beside this one, which ask what the student's
code did instead (fit the observed update by other losses, the returned slices by other orders).
Facts are guesses about a mistake, never about points, so nothing here changes an outcome.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograder.grading.observations import Failed, NotJudged, Observations
from autograder.grading.session import Session
from autograder.grading.verdict import PASSED, CheckResult
from autograder.i18n.messages import Message, say
from autograder.sandbox.errors import MEANT

NICE = sorted({sign * value for sign in (1, -1) for value in (
    0.0, 0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 1 / 3, 0.4343, 0.5, 0.6931, 0.7, 0.75, 0.8, 0.9, 0.95, 1.0, 1.1, 1.5, 2.0,
    3.0, 4.0, 5.0, 7.0, 8.0, 9.0, 10.0, 37.0, 50.0, 63.0, 99.0, 100.0, 127.5, 128.0, 200.0, 255.0, 256.0, 1000.0,
    3969.0, 65536.0)})
Fact = tuple[str, Any]
# How torch says that a convolution was given another number of channels than its weights have.
CHANNELS = re.compile(r"to have (\d+) channels, but got (\d+)")


class Recall:
    """Gives fact functions what the checks have seen already; it never runs student code."""

    def __init__(self, session: Session) -> None:
        self._session, self.rng = session, session.rng

    def __call__(self, experiment: str, inputs: Callable[[], dict] = dict, case: str = "") -> Observations:
        reply = self._session.recall(experiment, case)
        if reply is None:
            raise NotJudged("prerequisite", say("It was not run."))
        return Observations(reply.get("seen"), reply.get("error"), lambda error: None)


def gather(part: str, results: Iterable[CheckResult], session: Session,
           even_if_right: bool = False, blunders: list[str] | None = None) -> set[str]:
    """The facts of one part of one submission; empty where all its checks passed.

    blunders: takes a line for each function that raises what no missing observation raises.
    """
    results = [result for result in results if result.outcome != PASSED]
    if not results and not even_if_right:
        return set()
    found = {fact for result in results for fact in _of_result(result)}
    module, look = session.lab.module(f"parts.{part}.facts"), Recall(session)
    for function in module.FACTS if module else ():
        found |= set(_collect(part, function, look, [] if blunders is None else blunders))
    return found


def _collect(part: str, function: Callable, look: Recall, blunders: list[str]) -> Iterator[str]:
    """The facts of one function, up to where the observations do not support it any more."""
    facts = function(part, look)
    while True:
        try:
            with np.errstate(all="ignore"):
                slot, value = next(facts)
        except StopIteration:
            return
        except Exception as error:  # observations are a stranger's word, of any type; no fact follows from these
            if not isinstance(error, (Failed, NotJudged)):
                blunders.append(f"{part}/facts.py: {function.__name__} raises {type(error).__name__}: {error}")
            return
        yield f"{slot}={text(value).replace('=', ' is ')}"


def text(value: Any) -> str:
    """A fact's value as text; numbers snapped to those that people write into code."""
    if isinstance(value, (list, tuple)):
        return ",".join(text(item) for item in value)
    if isinstance(value, (bool, np.bool_)) or value is None or isinstance(value, str):
        return str(value)
    return snap(float(value))


def snap(number: float, tolerance: float = 0.012, floor: float = 2e-3) -> str:
    """The nice number that this one is within tolerance of (floor: absolutely); else "other"."""
    if not np.isfinite(number):
        return "infinite"
    nearest = min(NICE, key=lambda nice: abs(nice - number))
    close = abs(nearest - number) <= max(tolerance * abs(nearest), floor)
    return f"{nearest:.4g}" if close else "other"


def _of_result(result: CheckResult) -> Iterator[str]:
    yield f"{result.check}={result.fault or result.outcome}"
    if result.observed is None or result.fault == "prerequisite":
        return
    words = result.observed.text
    yield f"{result.check}|words={words.replace('=', ' is ')}"
    for name, value in result.observed.values.items():
        if name == "name" and result.check.endswith(".learns"):
            continue  # a layer's name is its author's
        if isinstance(value, Message):
            yield f"{result.check}|{name}={value.text}"
        elif name == "message":
            yield f"error={normal(str(value)).replace('=', ' is ')}"
            if channels := CHANNELS.search(str(value)):
                yield f"channels={','.join(channels.groups())}"
        elif not re.fullmatch(r"[-+.e\d]+|nan|inf", str(value)):  # numbers are the fact modules' business
            yield f"{result.check}|{name}={str(value)[:80].replace('=', ' is ')}"


def normal(message: str) -> str:
    """An error's text without its numbers, names and addresses."""
    message = message.split(MEANT)[0]
    message = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`", "'x'", message[:160])
    return re.sub(r"0x[0-9a-f]+|-?\d+(\.\d+)?(e-?\d+)?", "#", message)


def errors(seen: Observations, *keys: str) -> Iterator[Fact]:
    """What was raised in the place of each key."""
    for key in keys:
        if error := seen.error(key):
            yield f"{key}!", f"{str(error.get('type'))[:60]}: {normal(str(error.get('message')))}"
