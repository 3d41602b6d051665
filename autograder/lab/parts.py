"""A part of a lab, and the contest beside the parts."""
from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from autograder.i18n.messages import Message
from autograder.sandbox.watch import Limits

# Finds the lines of a definition that a check is about, the likeliest first.
LineFinder = Callable[[ast.AST], Iterator[int]]


@dataclass(frozen=True, eq=False)
class Part:
    """One graded part, told in one place: `part.py` in the folder that holds its checks and experiments.

    package: of that folder; its last name is the part's. file: the submission's file that the handout puts
    `names` into; empty for a part that runs several files together. checks: claim -> points, in order.
    title, short (a column's head), praise (said of full marks): for readers.
    stage: parts of one stage share a worker; a worker goes on to a later stage, never back.
    together: whether it runs the submission's own parts, so that their faults show in it.
    limits: by experiment, where the usual ones do not fit; late_limits: once an experiment was stopped by one.
    subjects: claim -> the one of `names` that the check is about; lines: claim -> what finds its line.
    """

    package: str
    file: str
    names: tuple[str, ...]
    checks: Mapping[str, int]
    title: Message
    short: Message
    praise: Message
    bonus: bool = False
    stage: int = 0
    together: bool = False
    limits: Mapping[str, Limits] = field(default_factory=dict)
    late_limits: Mapping[str, Limits] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, LineFinder] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """The folder's name, with which the ids of checks and experiments begin."""
        return self.package.rpartition(".")[2]

    @property
    def points(self) -> int:
        """The sum of its checks' points."""
        return sum(self.checks.values())

    @property
    def check_ids(self) -> list[str]:
        """`part.claim` of every check, in order."""
        return [f"{self.name}.{claim}" for claim in self.checks]


@dataclass(frozen=True)
class Challenge:
    """A contest beside the parts, which gives no points.

    file, name: where the submission puts its entry. package: holds `experiments`, and in its __init__
    `enter(session, verdict, data)`, `read_data(folder)`, which raises NoData, and `chosen_files(folder)`.
    limits: of its experiments.
    """

    package: str
    file: str
    name: str
    limits: Mapping[str, Limits] = field(default_factory=dict)


class NoData(Exception):
    """A folder that holds nothing that a challenge can be scored on; message: why, for the instructor."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)  # as it travels between processes
        self.message = message

    def __str__(self) -> str:
        return self.message.text
