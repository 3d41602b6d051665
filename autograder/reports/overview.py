"""A class in figures: scores, checks, mistakes and who is behind them."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from autograder.batch.grade import Outcome
from autograder.grading.asked import asked_parts
from autograder.grading.verdict import FAILED, NOT_JUDGED, CheckResult, PartRecord
from autograder.i18n.messages import Message
from autograder.i18n.plaintext import plain
from autograder.lab import load

BARS = 11


@dataclass(frozen=True)
class ClassPart:
    """A part as a class's verdicts have it, which may be of unlike rubrics. checks: ids; totals: points in full."""

    name: str
    title: Message
    heading: Message
    checks: dict[str, None] = field(default_factory=dict)
    totals: set[int] = field(default_factory=set)

    @property
    def points(self) -> str:
        return _either(self.totals)


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


def parts(outcomes: Iterable[Outcome]) -> list[ClassPart]:
    """Every part that some verdict has, each with all of its checks; today's where no verdict has any."""
    outcomes = list(outcomes)
    rubrics = [outcome.verdict.rubric or outcome.verdict.parts for outcome in outcomes if outcome.verdict]
    found: dict[str, ClassPart] = {}
    for asked in list(filter(None, rubrics)) or [_today(outcomes)]:
        for part in asked:
            known = found.setdefault(part.name, ClassPart(part.name, part.title, part.heading))
            known.checks.update(dict.fromkeys(part.checks))
            known.totals.add(part.points)
    return list(found.values())


def totals(outcomes: Iterable[Outcome]) -> str:
    """What the verdicts' scores are out of."""
    outcomes = list(outcomes)
    return _either({outcome.verdict.total for outcome in outcomes if outcome.verdict}
                   or {sum(part.points for part in _today(outcomes) if not part.bonus)})


def _today(outcomes: list[Outcome]) -> tuple[PartRecord, ...]:
    """What is asked of a class in which nobody has a verdict."""
    return asked_parts(next((outcome.lab for outcome in outcomes if outcome.lab), None) or load())


def _either(numbers: set[int]) -> str:
    """The number, or "95 / 100" where verdicts are of unlike rubrics."""
    return " / ".join(map(str, sorted(numbers)))


def full(outcomes: Iterable[Outcome]) -> int:
    """How many have every point of the required parts."""
    return sum(outcome.verdict.score == outcome.verdict.total for outcome in outcomes if outcome.verdict)


def scores(outcomes: Iterable[Outcome]) -> list[int]:
    return [outcome.verdict.score for outcome in outcomes if outcome.verdict]


def median(values: list[int]) -> str:
    return f"{np.median(values):g}" if values else "–"


def histogram(outcomes: Iterable[Outcome]) -> list[int]:
    """How many have 0-9, 10-19, ..., 90-99 and 100 percent of the points."""
    verdicts = [outcome.verdict for outcome in outcomes if outcome.verdict]
    counts = Counter(verdict.score * 10 // max(1, verdict.total) for verdict in verdicts)
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
            if result.mistake and result.misconceptions and (
                    result.confirmed or result.misconceptions[0] not in sentences):
                sentences[result.misconceptions[0]] = result.mistake
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
