"""The verdict, a record: what was graded, how, and what came of each check.

Everything printed later comes from it, points and titles too: an old verdict reads back as it was
written, whatever has become of the rubric since. Times and the machine's name are kept apart in `run`, so
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
from autograder.lab import load as default_lab

FORMAT = 2
MESSAGES = ("claim", "expected", "observed", "mistake", "help")
PASSED, FAILED, NOT_JUDGED = "passed", "failed", "not_judged"


@dataclass(frozen=True)
class PartRecord:
    """A part as it was asked. checks: id -> points, in their order, whether they were judged or not.

    short: its title as a column's head; praise: said of full marks.
    """

    name: str
    title: Message
    checks: dict[str, int]
    bonus: bool = False
    short: Message | None = None
    praise: Message | None = None

    @property
    def heading(self) -> Message:
        """The title as a column's head."""
        return self.short or self.title

    @property
    def points(self) -> int:
        return sum(self.checks.values())

    def to_json(self) -> dict:
        return {"name": self.name, "title": self.title.to_json(), "bonus": self.bonus, "checks": self.checks,
                **{key: getattr(self, key).to_json() for key in ("short", "praise") if getattr(self, key)}}

    @classmethod
    def from_json(cls, record: dict) -> PartRecord:
        short, praise = (Message.from_json(record[key]) if key in record else None for key in ("short", "praise"))
        return cls(record["name"], Message.from_json(record["title"]), record["checks"], record["bonus"], short, praise)


@dataclass(slots=True)
class CheckResult:
    """The outcome of one check. `claim` is the check's sentence, true of correct work.

    asked: its part, as it was asked then.
    misconceptions: names in fixtures/misconceptions/<part>, the likeliest first; mistake: in words. confirmed:
    whether they are stated as a fact, since nothing that was seen speaks against them.
    printed: lines that the student's code printed on the way, where it was not passed.
    """

    check: str
    outcome: str
    claim: Message
    asked: PartRecord
    expected: Message | None = None
    observed: Message | None = None
    help: Message | None = None
    where: str | None = None
    fault: str | None = None
    misconceptions: list[str] = field(default_factory=list)
    confirmed: bool = False
    mistake: Message | None = None
    printed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def part(self) -> str:
        return self.asked.name

    @property
    def points(self) -> int:
        return self.asked.checks[self.check]

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
                "misconceptions": self.misconceptions, **({"confirmed": True} if self.confirmed else {}),
                **({"printed": self.printed} if self.printed else {})}

    @classmethod
    def from_json(cls, record: dict, asked: PartRecord) -> CheckResult:
        messages: dict[str, Any] = {name: Message.from_json(record[name]) if record.get(name) else None
                    for name in MESSAGES}
        return cls(sys.intern(record["check"]), sys.intern(record["outcome"]), asked=asked, where=record["where"],
                   fault=record["fault"], misconceptions=record["misconceptions"],
                   confirmed=record.get("confirmed", False),
                   printed=record.get("printed", []), **messages)


@dataclass(frozen=True)
class ChallengeResult:
    """What a challenge's generator reached, or the problem that kept it from being scored.

    ssim, psnr (dB): means over the hidden slices, inside the head; copied: the ssim of the input taken for the output.
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
    """What one submission was given, check by check. rubric: the parts that were to be judged, in their order."""

    submission: str
    digest: str
    results: list[CheckResult] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    confinement: dict[str, Any] = field(default_factory=dict)
    run: dict[str, Any] = field(default_factory=dict)
    # False in the record that a grading which was killed half way leaves.
    complete: bool = True
    challenge: ChallengeResult | None = None  # None: not taken part in
    rubric: tuple[PartRecord, ...] = ()
    lab: str = ""  # the name of the lab that was asked; empty in verdicts of when there was one
    version: str = ""  # of the grader

    @property
    def parts(self) -> list[PartRecord]:
        """The parts of which anything was judged."""
        judged = {result.part: result.asked for result in self.results}
        return [part for part in ({part.name: part for part in self.rubric} | judged).values() if part.name in judged]

    def of_part(self, part: str) -> list[CheckResult]:
        return [result for result in self.results if result.part == part]

    def earned(self, part: str) -> int:
        return sum(result.earned for result in self.of_part(part))

    @property
    def score(self) -> int:
        """Points for the required parts, out of `total`."""
        return sum(result.earned for result in self.results if not result.asked.bonus)

    @property
    def bonus(self) -> int:
        return sum(result.earned for result in self.results if result.asked.bonus)

    @property
    def total(self) -> int:
        """What the required parts would give in full, judged or not."""
        return sum(part.points for part in self.rubric or self.parts if not part.bonus)

    @property
    def required_passed(self) -> bool:
        """Whether every check that counts was passed; where a bonus alone was judged, its own count."""
        judged = [result for result in self.results if not result.asked.bonus] or self.results
        return bool(judged) and all(result.outcome == PASSED for result in judged)

    @property
    def grader_faults(self) -> list[CheckResult]:
        return [result for result in self.results if result.fault == "grader"]

    def to_json(self) -> dict:
        return {
            "format": FORMAT, "lab": self.lab, "version": self.version,
            "submission": self.submission, "digest": self.digest,
            "score": self.score, "bonus": self.bonus,
            "parts": {part.name: self.earned(part.name) for part in self.parts},
            "rubric": [part.to_json() for part in self.rubric or self.parts],
            "checks": [result.to_json() for result in self.results],
            "notes": [note.to_json() for note in self.notes],
            "confinement": self.confinement, "run": self.run, "complete": self.complete,
            **({"challenge": self.challenge.to_json()} if self.challenge else {}),
        }

    @classmethod
    def from_json(cls, record: dict) -> Verdict:
        if record.get("format") == 1:
            record = _of_format_1(record)
        if record.get("format") != FORMAT:
            raise ValueError(f"verdict of format {record.get('format')}, this grader reads {FORMAT}")
        parts = {part["name"]: PartRecord.from_json(part) for part in record["rubric"]}
        asked = {check: part for part in parts.values() for check in part.checks}
        return cls(record["submission"], record["digest"],
                   [CheckResult.from_json(check, asked[check["check"]]) for check in record["checks"]],
                   [Message.from_json(note) for note in record["notes"]],
                   record["confinement"], record["run"], record["complete"],
                   ChallengeResult.from_json(record["challenge"]) if "challenge" in record else None,
                   tuple(parts.values()), record.get("lab", ""), record.get("version", ""))


def _of_format_1(record: dict[str, Any]) -> dict[str, Any]:
    """The record with its parts' titles and points; of a part it has the checks that were judged.

    Format 1 named its parts and said each check's points. The rest is what its grader knew of its one lab.
    """
    known = default_lab().module("first_format")
    if known is None:
        raise ValueError("verdict of format 1, and the first lab is not here")
    parts: dict[str, dict[str, Any]] = {}
    for check in record["checks"]:
        name = check["check"].split(".", 1)[0]
        part = parts.setdefault(name, {"name": name, "title": known.TITLES[name].to_json(), "checks": {},
                                       "bonus": name == known.BONUS, "praise": known.PRAISE[name].to_json()})
        part["checks"][check["check"]] = check["points"]
    return {**record, "format": FORMAT, "rubric": list(parts.values())}


def save(verdict: Verdict, path: Path) -> None:
    write_atomically(path, json.dumps(verdict.to_json(), indent=1, ensure_ascii=True) + "\n")


def load(path: Path) -> Verdict:
    return Verdict.from_json(json.loads(path.read_text(encoding="utf-8")))
