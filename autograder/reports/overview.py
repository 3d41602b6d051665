"""A class in figures, for the terminal and for its page: scores, checks, mistakes and who is behind them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from autograder.batch.grade import Outcome
from autograder.grading.verdict import FAILED, NOT_JUDGED, CheckResult
from autograder.i18n.messages import Message
from autograder.i18n.plaintext import plain
from autograder.labs.t1t2 import rubric

BARS = 11


@dataclass(frozen=True)
class Missed:
    """A check that somebody does not pass: in how many submissions it failed, or was not judged."""

    check: str
    claim: Message
    failed: int
    open: int


@dataclass(frozen=True)
class Mistake:
    """A misconception by name, its sentence where a verdict carries it, and the submissions it is in."""

    name: str
    sentence: Message | None
    who: list[str]


def scores(outcomes: Iterable[Outcome]) -> list[int]:
    return [outcome.verdict.score for outcome in outcomes if outcome.verdict]


def median(values: list[int]) -> str:
    return f"{np.median(values):g}" if values else "–"


def histogram(values: list[int]) -> list[int]:
    """How many have 0-9, 10-19, ..., 90-99 and 100 percent of the points."""
    counts = Counter(min(value, rubric.TOTAL) * 10 // rubric.TOTAL for value in values)
    return [counts[place] for place in range(BARS)]


def missed(outcomes: list[Outcome]) -> list[Missed]:
    """Checks that somebody does not pass, the most frequent first."""
    found = _tally(outcomes, lambda result: [(result.check, result.outcome)])
    claims = {result.check: result.claim for outcome in outcomes if outcome.verdict
              for result in outcome.verdict.results}
    rows = [Missed(check, claim, len(found.get((check, FAILED), ())), len(found.get((check, NOT_JUDGED), ())))
            for check, claim in claims.items()]
    return sorted((row for row in rows if row.failed + row.open), key=lambda row: (-row.failed, -row.open))


def mistakes(outcomes: list[Outcome]) -> list[Mistake]:
    """The likeliest misconceptions by frequency."""
    sentences: dict[str, Message] = {}
    for outcome in outcomes:
        for result in outcome.verdict.results if outcome.verdict else []:
            if result.mistake and result.misconceptions:
                sentences.setdefault(result.misconceptions[0], result.mistake)
    found = _tally(outcomes, lambda result: result.misconceptions[:1])
    rows = [Mistake(plain(name), sentences.get(name), who) for name, who in found.items()]
    return sorted(rows, key=lambda row: (-len(row.who), row.name))


def slowest(outcomes: Iterable[Outcome], count: int) -> list[tuple[str, float]]:
    """(name, seconds) of those whose grading took longest."""
    timed = [(outcome.name, outcome.verdict.run["seconds"]) for outcome in outcomes
             if outcome.verdict and outcome.verdict.run.get("seconds")]
    return sorted(timed, key=lambda row: -row[1])[:count]


def _tally(outcomes: list[Outcome], keys: Callable[[CheckResult], list]) -> dict:
    """Key -> names of the submissions in which some result has this key."""
    found: dict = {}
    for outcome in outcomes:
        for result in outcome.verdict.results if outcome.verdict else []:
            for key in keys(result):
                names = found.setdefault(key, [])
                if outcome.name not in names[-1:]:
                    names.append(outcome.name)
    return found
