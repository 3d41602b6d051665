"""A verdict is a record: what was graded, how, and what came of each check.

Everything printed later comes from it. Times and the machine's name are kept apart in `run`, so
that two gradings of one submission differ nowhere else.
"""
from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.grading.atomic import write_atomically
from autograder.i18n.messages import Message
from autograder.labs.t1t2 import rubric

FORMAT = 1
MESSAGES = ("claim", "expected", "observed", "mistake", "help")
PASSED, FAILED, NOT_JUDGED = "passed", "failed", "not_judged"


@dataclass(slots=True)
class CheckResult:
    """The outcome of one check. `claim` is the check's sentence, true of correct work.

    misconceptions: names in fixtures/misconceptions/<part>, the likeliest first; mistake: in words.
    """

    check: str
    outcome: str
    claim: Message
    expected: Message | None = None
    observed: Message | None = None
    help: Message | None = None
    where: str | None = None
    fault: str | None = None
    misconceptions: list[str] = field(default_factory=list)
    mistake: Message | None = None
    seconds: float = 0.0

    @property
    def part(self) -> str:
        return self.check.split(".", 1)[0]

    @property
    def points(self) -> int:
        return rubric.POINTS[self.check]

    @property
    def earned(self) -> int:
        """All or nothing. A fault of the grader never costs the student points."""
        return self.points if self.outcome == PASSED or self.fault == "grader" else 0

    def to_json(self) -> dict:
        record: dict[str, Any] = {"check": self.check, "outcome": self.outcome,
                                  "points": self.points, "earned": self.earned}
        for name in MESSAGES:
            message = getattr(self, name)
            record[name] = message.to_json() if message else None
        return {**record, "where": self.where, "fault": self.fault,
                "misconceptions": self.misconceptions}

    @classmethod
    def from_json(cls, record: dict) -> CheckResult:
        messages = {name: Message.from_json(record[name]) if record.get(name) else None
                    for name in MESSAGES}
        return cls(sys.intern(record["check"]), sys.intern(record["outcome"]), where=record["where"],
                   fault=record["fault"], misconceptions=record["misconceptions"], **messages)


@dataclass(frozen=True)
class ChallengeResult:
    """What a challenge's generator reached, or the problem that kept it from being scored.

    ssim, psnr (dB): means over the hidden slices, inside the head; copied: the ssim of T1 taken for T2.
    parameters: as the network counts them; megabytes: of its weights' file. origin: where the slices are
    from, "hidden" or "public" phantoms or the instructor's "folder".
    """

    problem: Message | None = None
    ssim: float = 0.0
    psnr: float = 0.0
    copied: float = 0.0
    parameters: int = 0
    megabytes: float = 0.0
    slices: int = 0
    origin: str = ""

    def to_json(self) -> dict:
        return {"problem": self.problem.to_json()} if self.problem else {
            name: value for name, value in vars(self).items() if name != "problem"}

    @classmethod
    def from_json(cls, record: dict) -> ChallengeResult:
        problem = record.get("problem")
        return cls(problem=Message.from_json(problem)) if problem else cls(**record)


@dataclass
class Verdict:
    """What one submission was given, check by check."""

    submission: str
    digest: str
    results: list[CheckResult] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    confinement: dict[str, Any] = field(default_factory=dict)
    run: dict[str, Any] = field(default_factory=dict)
    # False in the record that a grading which was killed half way leaves.
    complete: bool = True
    challenge: ChallengeResult | None = None  # None: not taken part in

    def of_part(self, part: str) -> list[CheckResult]:
        return [result for result in self.results if result.check.startswith(f"{part}.")]

    def earned(self, part: str) -> int:
        return sum(result.earned for result in self.of_part(part))

    @property
    def score(self) -> int:
        """Points for the required parts, out of rubric.TOTAL."""
        return sum(result.earned for result in self.results if not rubric.part_of(result.check).bonus)

    @property
    def bonus(self) -> int:
        return sum(result.earned for result in self.results if rubric.part_of(result.check).bonus)

    @property
    def required_passed(self) -> bool:
        """Whether every check that counts was passed; where a bonus alone was judged, its own count."""
        judged = [result for result in self.results if not rubric.part_of(result.check).bonus] or self.results
        return bool(judged) and all(result.outcome == PASSED for result in judged)

    @property
    def grader_faults(self) -> list[CheckResult]:
        return [result for result in self.results if result.fault == "grader"]

    def to_json(self) -> dict:
        return {
            "format": FORMAT, "submission": self.submission, "digest": self.digest,
            "score": self.score, "bonus": self.bonus,
            "parts": {part.name: self.earned(part.name) for part in rubric.PARTS
                      if self.of_part(part.name)},
            "checks": [result.to_json() for result in self.results],
            "notes": [note.to_json() for note in self.notes],
            "confinement": self.confinement, "run": self.run, "complete": self.complete,
            **({"challenge": self.challenge.to_json()} if self.challenge else {}),
        }

    @classmethod
    def from_json(cls, record: dict) -> Verdict:
        if record.get("format") != FORMAT:
            raise ValueError(f"verdict of format {record.get('format')}, this grader reads {FORMAT}")
        return cls(record["submission"], record["digest"],
                   [CheckResult.from_json(check) for check in record["checks"]],
                   [Message.from_json(note) for note in record["notes"]],
                   record["confinement"], record["run"], record["complete"],
                   ChallengeResult.from_json(record["challenge"]) if "challenge" in record else None)


def save(verdict: Verdict, path: Path) -> None:
    write_atomically(path, json.dumps(verdict.to_json(), indent=1, ensure_ascii=True) + "\n")


def load(path: Path) -> Verdict:
    return Verdict.from_json(json.loads(path.read_text(encoding="utf-8")))
