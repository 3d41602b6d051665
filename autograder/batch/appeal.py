"""Appeals: one check of a graded submission judged again, with everything that the check went by.

For teaching staff only: it tells the hidden inputs and the rule.
"""
from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from autograder.batch.class_record import ClassRecord
from autograder.batch.result_cache import VERDICT
from autograder.diagnosis import grade
from autograder.grading import verdict as verdicts
from autograder.grading.excerpts import excerpts
from autograder.grading.judge import Look
from autograder.grading.observations import Failed, NotJudged, Observations
from autograder.grading.session import Session
from autograder.grading.verdict import PASSED, CheckResult, Verdict
from autograder.i18n.messages import Message, say
from autograder.lab import Lab, load
from autograder.sandbox import Workers
from autograder.submissions.records import Handed
from autograder.submissions.submission import IntakeError, Submission, read_submission

ROOT = Path(__file__).resolve().parents[2]


class Refused(Exception):
    """The appeal can't be heard; `message` says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True)
class Rule:
    """A function that judges: where it stands (file:line below the project's folder), its lines, and the
    constants that it goes by."""

    place: str
    lines: list[str]
    constants: dict[str, Any]


@dataclass
class Seen:
    """One experiment that the check looked at: what went into the worker and what came out of it.

    place: where its function stands; seed: of the worker's random numbers; reply: as it was sent, so nothing in it
    can be relied on.
    """

    experiment: str
    case: str
    place: str
    seed: int
    inputs: dict[str, Any]
    reply: dict[str, Any] | None = None


@dataclass
class AppealReport:
    """What a check went by. recorded: its result at the grading; found: its result now.

    others: the submission's other checks that were not passed at the grading.
    """

    handed: Handed
    recorded: CheckResult
    found: CheckResult
    rules: list[Rule]
    seen: list[Seen] = field(default_factory=list)
    seeds: dict[str, int] = field(default_factory=dict)
    excerpt: dict[str, Any] | None = None
    others: list[str] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Whether the check comes out as it did at the grading."""
        return self.recorded.to_json() == self.found.to_json()


def find(register: ClassRecord, words: str) -> Handed:
    """The one submission that these words mean. Raises Refused."""
    if not register.handed:
        raise Refused(say("There is no record of the class there: give the folder that `grade` wrote with --out."))
    found = register.find(words)
    if len(found) != 1:
        names = ", ".join(handed.name for handed in (found or register.handed.values()))[:1000]
        raise Refused(say("{words} means {n} submissions: {names}.", words=words, n=len(found), names=names) if found
                      else say("No submission is known as {words}. There are: {names}.", words=words, names=names))
    return found[0]


def recorded(out: Path, handed: Handed, check: str) -> tuple[Verdict, CheckResult]:
    """The verdict of the grading and this check's result in it. Raises Refused."""
    try:
        verdict = verdicts.load(out / handed.name / VERDICT)
    except (OSError, ValueError) as error:
        raise Refused(say("{name} has no verdict ({reason}).", name=handed.name, reason=str(error))) from None
    result = next((result for result in verdict.results if result.check == check), None)
    if result is None:
        lost = ", ".join(lost_by(verdict)) or say("none")
        raise Refused(say("The verdict on {name} says nothing of {check}. Checks not passed: {checks}.",
                          name=handed.name, check=check, checks=lost) if check
                      else say("Name a check. Those that {name} did not pass: {checks}.",
                               name=handed.name, checks=lost))
    if check not in load(verdict.lab).points:
        raise Refused(say("{check} is a check of an earlier version of the lab: this one can't judge it again.",
                          check=check))
    return verdict, result


def lost_by(verdict: Verdict) -> list[str]:
    """The checks that a submission did not pass."""
    return [result.check for result in verdict.results if result.outcome != PASSED]


def reread(handed: Handed, verdict: Verdict) -> Submission:
    """The files that were graded. Raises Refused where they are gone or not the same any more."""
    try:
        submission = read_submission(handed.path, handed.name, load(verdict.lab))
    except IntakeError as error:
        raise Refused(say("The files that were graded can't be read any more: {reason}",
                          reason=error.message)) from None
    if submission.digest != verdict.digest:
        raise Refused(say("The files at {path} are not the ones that were graded: they have changed since.",
                          path=str(handed.path)))
    return submission


def hear(out: Path, register: ClassRecord, words: str, check: str, secret: str,
         open_workers: Callable[[], Workers]) -> AppealReport:
    """Judge the check again and keep what it goes by. Raises Refused and WorkerFailure.

    secret: that of the grading; open_workers: called only when everything else is there.
    """
    handed = find(register, words)
    verdict, result = recorded(out, handed, check)
    submission = reread(handed, verdict)
    if not register.sealed_with(secret):
        raise Refused(say("AUTOGRADER_SECRET is not the one of the grading, so the inputs would be others. Set it to "
                          "that one."))
    gathered: list[AppealReport] = []

    def observer(session: Session, again: Verdict) -> None:
        found = next(one for one in again.results if one.check == check)
        recording = _Recording(session, check)
        recording.judge()
        gathered.append(AppealReport(handed, result, found, rules_of(submission.lab, check), recording.seen,
                                     recording.seeds, excerpts(submission, [found]).get(found.where or ""),
                                     [name for name in lost_by(verdict) if name != check]))

    workers = open_workers()
    try:
        grade(submission, workers, secret=secret, parts=[check.split(".")[0]], observer=observer)
    finally:
        workers.close()
    if not gathered:
        raise Refused(say("The part {part} could not be judged to its end now; try again.", part=check.split(".")[0]))
    return gathered[0]


class _Recording(Look):
    """The `look` of one check that keeps what passes through it. The experiments have been run by then."""

    def __init__(self, session: Session, check: str) -> None:
        super().__init__(session, check)
        self.seen: list[Seen] = []
        self.seeds: dict[str, int] = {}
        self.rng = self._drawn

    def _drawn(self, purpose: str) -> np.random.Generator:
        self.seeds[purpose] = self._session.seed(purpose)
        return self._session.rng(purpose)

    def __call__(self, experiment: str, inputs: Callable[[], dict[str, Any]] = dict, case: str = "") -> Observations:
        built = inputs()
        seed = self._session.seed(experiment)
        seen = Seen(experiment, case, place_of(self._session.lab, experiment), seed, built)
        self.seen.append(seen)
        try:
            return super().__call__(experiment, lambda: built, case)
        finally:
            seen.reply = self._session.recall(experiment, case)

    def judge(self) -> None:
        """Run the check; its result is known, only what it looks at counts here."""
        try:
            check_function(self._session.lab, self._check)(self)
        except (Failed, NotJudged):
            return
        except Exception:  # a reply may hold anything; the check's result says that it broke over it
            return


def check_function(lab: Lab, check: str) -> FunctionType:
    """The function in a part's folder that is this check."""
    part, claim = lab.part_of(check), check.split(".", 1)[1]
    return getattr(importlib.import_module(f"{part.package}.test_{part.name}"), f"test_{claim}")


@cache
def place_of(lab: Lab, experiment: str) -> str:
    """Where the function of a part's experiment stands, read and not imported: torch is the workers'."""
    part, name = experiment.split(".", 1)
    file = lab.folder / "parts" / part / "experiments.py"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    lines = [node.lineno for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return f"{_shown(file, lab)}:{lines[0]}" if lines else _shown(file, lab)


def rules_of(lab: Lab, check: str) -> list[Rule]:
    """The check's function, then the functions of the checks' own that it calls by name, and theirs."""
    pending, found = [check_function(lab, check)], {}
    while pending:
        function = pending.pop(0)
        if function not in found:
            found[function] = _rule(function, lab)
            pending += _called(function, lab.package)
    return list(found.values())


def _called(function: FunctionType, package: str) -> list[FunctionType]:
    """Functions of the lab's modules whose names stand in this function's code."""
    scope, names = function.__globals__, _names(function.__code__)
    modules = [scope[name] for name in names if isinstance(scope.get(name), ModuleType)]
    named = [getattr(home, name, None) for name in names for home in modules] + [scope.get(name) for name in names]
    return [one for one in named if isinstance(one, FunctionType) and one.__module__.startswith(f"{package}.")]


def _names(code: CodeType) -> list[str]:
    """The names in a function, those in its lambdas and comprehensions included."""
    inner = [name for part in code.co_consts if isinstance(part, CodeType) for name in _names(part)]
    return list(dict.fromkeys([*code.co_names, *inner]))


def _rule(function: FunctionType, lab: Lab) -> Rule:
    lines, first = inspect.getsourcelines(function)
    place = _shown(Path(function.__code__.co_filename), lab)
    values = {name: function.__globals__.get(name) for name in _names(function.__code__) if name.isupper()}
    return Rule(f"{place}:{first}", [line.rstrip("\n") for line in lines],
                {name: value for name, value in values.items() if isinstance(value, (int, float, str, tuple, list))})


def _shown(file: Path, lab: Lab) -> str:
    """A lab's file from the project's folder on, or from the lab's own where it lies outside."""
    file = file.resolve()
    return file.relative_to(ROOT if file.is_relative_to(ROOT) else lab.folder.resolve().parent).as_posix()
