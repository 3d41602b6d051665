"""A lab: what is asked, and where its rooms are."""
from __future__ import annotations

import importlib
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.i18n.messages import Message, placeholders, say
from autograder.i18n.numbers import written
from autograder.lab.parts import Challenge, Part
from autograder.sandbox.watch import Limits

LABS = "autograder.labs"
IMPORTED_SETTINGS = re.compile(r"^from [\w.]+\.settings import (?P<names>[A-Z0-9_, ]+)$", re.MULTILINE)


def labs_folder() -> Path:
    """Where the labs lie that come with the engine."""
    return Path(importlib.import_module(LABS).__path__[0]).resolve()


@dataclass(frozen=True, eq=False)
class Lab:
    """A lab: what is asked, and where its rooms are.

    package: of its folder. title: for readers. assignment, solution, fixtures: folders below the project's
    root. challenge: None where there is none.
    ships: what of its folder travels with every released grader; ships_beside: packages beside it that it uses.
    given: patterns below the project's root of what students are given as it is; student_folder: the name of
    the folder in their package.
    """

    package: str
    title: Message
    parts: tuple[Part, ...]
    root: Path
    challenge: Challenge | None = None
    ships: tuple[str, ...] = ("__init__.py", "lab.py", "parts")
    ships_beside: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    student_folder: str = "lab"

    def __reduce__(self) -> tuple:
        """A lab travels between processes as its name."""
        return importlib.import_module("autograder.lab.loading").load, (self.reference,)  # which knows this module

    @cached_property
    def name(self) -> str:
        """The folder's name."""
        return self.package.rpartition(".")[2]

    @cached_property
    def reference(self) -> str:
        """What `load` finds it by: its name, or its folder where it lies outside the engine's labs."""
        return self.name if self.package.startswith(f"{LABS}.") else str(self.folder)

    @cached_property
    def folder(self) -> Path:
        """Where `lab.py` lies."""
        return Path(sys.modules[self.package].__path__[0])

    def beside(self, name: str) -> Path:
        """A package of `ships_beside`: beside this lab, or beside the engine's."""
        own = self.folder.parent / name
        return own if own.exists() else labs_folder() / name

    @property
    def assignment(self) -> Path:
        """The students' folder."""
        return self.root / "assignment"

    @property
    def solution(self) -> Path:
        """The finished files, with marks around what students write."""
        return self.root / "solution"

    @property
    def fixtures(self) -> Path:
        """Sample submissions, misconceptions, attacks."""
        return self.root / "fixtures"

    @cached_property
    def part(self) -> dict[str, Part]:
        """Name -> part, in order."""
        return {part.name: part for part in self.parts}

    def part_of(self, check: str) -> Part:
        """The part that a check id (`part.claim`) belongs to."""
        return self.part[check.split(".", 1)[0]]

    @cached_property
    def points(self) -> dict[str, int]:
        """Check id -> points, in order."""
        return {f"{part.name}.{claim}": points for part in self.parts for claim, points in part.checks.items()}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that a submission consists of, in the handout's order."""
        return tuple(dict.fromkeys(part.file for part in self.parts if part.file))

    @cached_property
    def canonical_file(self) -> dict[str, str]:
        """Graded name -> the file that the handout puts it into."""
        return {name: part.file for part in self.parts if part.file for name in part.names}

    @cached_property
    def home(self) -> dict[str, str]:
        """The same, with the challenge's name."""
        entry = {self.challenge.name: self.challenge.file} if self.challenge else {}
        return {**self.canonical_file, **entry}

    @property
    def total(self) -> int:
        """Points of all parts but the bonus."""
        return sum(part.points for part in self.parts if not part.bonus)

    @property
    def bonus(self) -> int:
        """Points of the bonus parts."""
        return sum(part.points for part in self.parts if part.bonus)

    def stage_of(self, experiment: str) -> int | None:
        """The stage of this experiment's part; None for one that no part owns, which has a worker of its own."""
        part = self.part.get(experiment.split(".")[0])
        return part.stage if part else None

    @cached_property
    def limits(self) -> dict[str, Limits]:
        """Experiment -> its limits, where the usual ones do not fit."""
        own = [part.limits for part in self.parts] + ([self.challenge.limits] if self.challenge else [])
        return {experiment: limits for found in own for experiment, limits in found.items()}

    @cached_property
    def late_limits(self) -> dict[str, Limits]:
        """The same once an experiment was stopped by its limit."""
        own = [part.late_limits for part in self.parts] + ([self.challenge.limits] if self.challenge else [])
        return {experiment: limits for found in own for experiment, limits in found.items()}

    def module(self, name: str) -> ModuleType | None:
        """The lab's module of this name (`pictures.panels`), None where it has none."""
        full = f"{self.package}.{name}"
        try:
            return importlib.import_module(full)
        except ModuleNotFoundError as error:
            if error.name and full.startswith(error.name):
                return None
            raise

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Name -> value of the constants of its `settings.py`; empty where it has none."""
        own = self.module("settings")
        return {name: value for name, value in vars(own).items() if name.isupper()} if own else {}

    def claim(self, docstring: str | None) -> Message:
        """The sentence that a check's docstring is; `{NAME}` in it is a setting. The same text at every run."""
        sentence = " ".join((docstring or "").split())
        return say(sentence, **{name: written(self.settings[name]) for name in sorted(placeholders(sentence))
                                if name in self.settings})

    @cached_property
    def late_stand_ins(self) -> str:
        """Source of what stands in from the second stage on: right answers that no earlier part may meet.

        Settings that it imports are written out: a worker that has met student code imports nothing of a lab's.
        """
        path = self.folder / "collaborators" / "right_losses.py"
        source = path.read_text(encoding="utf-8") if path.exists() else ""
        return IMPORTED_SETTINGS.sub(lambda line: "; ".join(
            f"{name} = {self.settings[name]!r}" for name in line["names"].split(", ")), source)
