"""What a lab hands to the engine: its parts, and the modules in which the rest of it lies.

The engine imports no lab. `load` finds one by its name, or by the folder that it lies in; from then on
it travels as a Lab. A lab's folder holds `lab.py` with `LAB = Lab(...)`, a folder a part, and those of
the modules named here that it needs.
"""
from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.i18n.messages import Message, add_translations, placeholders, say
from autograder.i18n.numbers import written
from autograder.sandbox.watch import Limits

LABS = "autograder.labs"
LAB_FILE = "lab.py"
IMPORTED_SETTINGS = re.compile(r"^from [\w.]+\.settings import (?P<names>[A-Z0-9_, ]+)$", re.MULTILINE)
# Name -> folder of the labs that this process has loaded from elsewhere: their verdicts know them by their names.
_elsewhere: dict[str, Path] = {}
# Finds the lines of a definition that a check is about, the likeliest first.
LineFinder = Callable[[ast.AST], Iterator[int]]


class UnknownLab(Exception):
    """No lab has this name; message: which there are."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)  # as it travels between processes
        self.message = message

    def __str__(self) -> str:
        return self.message.text


class NoData(Exception):
    """A folder that holds nothing that a challenge can be scored on; message: why, for the instructor."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)  # as it travels between processes
        self.message = message

    def __str__(self) -> str:
        return self.message.text


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
        return load, (self.reference,)

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
        return own if own.exists() else _labs_folder() / name

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


def load(reference: str = "") -> Lab:
    """The lab of this name, or in this folder; the default one where nothing is named. Raises UnknownLab."""
    labs, default = _labs_folder(), importlib.import_module(LABS).DEFAULT
    if reference in ("", Path(default).name):
        reference = default
        folder = (labs.parents[1] / default).resolve()  # a released package may hold a lab beside the engine
    else:
        folder = Path(reference).resolve()
    if Path(reference).name != reference:
        if folder.parent != labs:
            return _ready(_load_folder(folder))
        reference = folder.name
    if reference in _elsewhere:
        return _ready(_load_folder(_elsewhere[reference]))
    if reference not in names():
        raise UnknownLab(say("No lab is called {name}. There are {names}; one that lies elsewhere is named by its "
                             "folder, as path/to/{name}.", name=reference, names=", ".join(names())))
    return _ready(importlib.import_module(f"{LABS}.{reference}.lab").LAB)


def known(name: str) -> Lab | None:
    """The lab of this name as it is today; None where it is gone, or lies elsewhere and was not loaded."""
    try:
        return load(name)
    except UnknownLab:
        return None


def _ready(lab: Lab) -> Lab:
    """A lab whose sentences are translated from now on."""
    add_translations(lab.folder / "locale", lab.folder / "fingerprints.json")
    return lab


def names() -> list[str]:
    """The labs that come with the engine."""
    return sorted(path.parent.name for path in _labs_folder().glob(f"*/{LAB_FILE}"))


def known_names() -> list[str]:
    """The same, and those that this process has loaded from elsewhere."""
    return [*names(), *_elsewhere]


def _labs_folder() -> Path:
    return Path(importlib.import_module(LABS).__path__[0]).resolve()


def _load_folder(folder: Path) -> Lab:
    """A lab outside the engine's folder: a package of the folder's name."""
    if not (folder / LAB_FILE).is_file():
        raise UnknownLab(say("{path} is no lab: it holds no {file}.", path=str(folder), file=LAB_FILE))
    spec = importlib.util.find_spec(folder.name)
    places = spec.submodule_search_locations or [""] if spec else []
    if folder.name in names() or (spec and spec.origin or folder.name in sys.modules) and (
            str(folder) not in [str(Path(place).resolve()) for place in places]):
        raise UnknownLab(say("{path} has the name of another lab or of a Python module: give the lab's folder another "
                             "name.", path=str(folder)))
    _elsewhere[folder.name] = folder
    if folder.name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            folder.name, folder / "__init__.py", submodule_search_locations=[str(folder)])
        if spec is None or spec.loader is None:
            raise ImportError(f"{folder} is no package")
        module = sys.modules[folder.name] = importlib.util.module_from_spec(spec)
        if (folder / "__init__.py").exists():
            spec.loader.exec_module(module)
    return importlib.import_module(f"{folder.name}.lab").LAB
