"""Grade a class: each submission goes to a grader process, verdicts are kept one by one.

A broken submission never stops the class: what can't be read gets a record of why, and a grader
process that dies loses only the submission it held, which is tried again in a new one. What was
graded before, and would come out the same, is taken from its record.
"""
from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from autograder.batch import executors
from autograder.batch.disk import Halted, obstacle
from autograder.batch.result_cache import Key, ResultCache, key_of
from autograder.batch.task import GradingOptions, GradingResult, Task, failure
from autograder.grading.verdict import Verdict
from autograder.i18n.messages import Message, say
from autograder.lab import Lab
from autograder.sandbox import best_kind
from autograder.sandbox.layers import probe
from autograder.submissions.submission import IntakeError, Submission, read_submission

__all__ = ["Halted", "Outcome", "GradingOptions", "grade_class"]

LOCK = ".lock"


@dataclass(frozen=True)
class Outcome:
    """What came of one submission: a verdict, or the reason why there is none.

    kept: the verdict is that of an earlier grading, which still holds. lab: that it was handed in to, where there is no
    verdict to say so; None for the default one.
    """

    name: str
    verdict: Verdict | None
    problem: Message = Message("")
    kept: bool = False
    lab: Lab | None = None

    @property
    def unconfined(self) -> bool:
        """Graded with less confinement than strangers' code needs."""
        return self.verdict is not None and not self.verdict.confinement.get("sufficient")


def grade_class(submissions: dict[str, Path], out: Path, options: GradingOptions | None = None, jobs: int = 1,
                scheduler: str | None = None, force: bool = False,
                lab: Lab | None = None) -> Iterator[Outcome]:
    """Grade every submission into out, a folder each; outcomes come as they are ready.

    jobs: processes of this machine; scheduler: the address of a Dask scheduler whose workers are
    used instead. force: grade anew what has a record as well. Raises Halted where the class can't
    go on; whatever was an outcome by then is on disk.
    """
    if (reason := obstacle(out)) is not None:
        raise Halted(reason)
    try:
        with FileLock(out / LOCK, timeout=0):
            yield from _Run(out, options or GradingOptions(), jobs, scheduler, force, lab).outcomes(submissions)
    except Timeout:
        raise Halted(say("Another grading is writing to {path}: wait for its end, or name another folder with --out.",
                         path=str(out))) from None


class _Run:
    """One run over a class: what has a record is taken from there, the rest is given to the executor."""

    def __init__(self, out: Path, options: GradingOptions, jobs: int, scheduler: str | None, force: bool,
                 lab: Lab | None) -> None:
        self._options, self._force, self._cache, self._lab = options, force, ResultCache(out), lab
        self._executor = executors.open_executor(jobs, scheduler)
        self._ready: deque[Outcome] = deque()
        # Name of the submission that is being graded -> its content, and all that have the same.
        self._groups: dict[str, tuple[str, list[str]]] = {}
        self._kind = "zygote" if scheduler else best_kind(options.worker)
        self._levels = [True] if options.strict else _levels(None if scheduler else probe((), os.getpid()).sufficient)

    def outcomes(self, submissions: dict[str, Path]) -> Iterator[Outcome]:
        try:
            for task, product in executors.work(self._executor, self._tasks(submissions)):
                yield from self._settle(task, product)
                while self._ready:
                    yield self._ready.popleft()
            yield from self._ready
        finally:
            self._executor.close()

    def _tasks(self, submissions: dict[str, Path]) -> Iterator[Task]:
        """What is to be graded; the outcomes of everything else become ready on the way."""
        for name, path in submissions.items():
            submission = _read(name, path, self._lab)
            if isinstance(submission, Outcome):
                self._ready.append(submission)
            elif (task := self._plan(name, submission)) is not None:
                yield task

    def _plan(self, name: str, submission: Submission) -> Task | None:
        keys = [self._key(submission, self._kind, level) for level in self._levels]
        record = None if self._force else self._cache.find(name, keys)
        if record is not None:
            product = GradingResult(record.verdict, record.page_data, True, record.independent)
            own = record.verdict["submission"] == name  # else that of another of the same content
            self._ready.append(self._keep(name, product, record.key, kept=own))
            return None
        whole = keys[0].whole
        for content, names in self._groups.values():
            if content == whole:
                names.append(name)
                return None
        self._groups[name] = whole, [name]
        return self._task(name, submission, keys)

    def _task(self, name: str, submission: Submission, keys: list[Key]) -> Task:
        """The whole submission, or those parts of it whose checks have changed since."""
        options = self._options.for_one(submission)
        record = None if self._force else self._cache.read(name)
        if record is None or not record.independent or record.key.content not in [key.content for key in keys]:
            return Task.of(submission, options)
        return Task.of(submission, options, record.stale(keys[0]), record.verdict)

    def _settle(self, task: Task, product: GradingResult) -> Iterator[Outcome]:
        _, names = self._groups.pop(task.submission.name)
        if product.halt is not None:
            raise Halted(product.halt)
        for name in names:
            if product.verdict is None:
                yield Outcome(name, None, product.problem, lab=task.submission.lab)
                continue
            made = product.verdict["confinement"]
            key = self._key(task.submission, made["worker"], made["sufficient"])
            yield self._keep(name, product, key)

    def _key(self, submission: Submission, kind: str, confined: bool) -> Key:
        return key_of(submission, self._options.for_one(submission), kind, confined)

    def _keep(self, name: str, product: GradingResult, key: Key, kept: bool = False) -> Outcome:
        """The outcome, on disk under this name; nothing is written where it lies there already."""
        verdict = product.verdict if kept else None
        if verdict is None:
            verdict = self._cache.keep(name, product, key)
        return Outcome(name, Verdict.from_json(verdict), kept=kept)


def _levels(confined: bool | None) -> list[bool]:
    """Whether a record was made confined, in the order in which records will do: as this run would make it first.

    confined: whether this run confines; None where other machines decide that.
    """
    if confined is None:
        return [True, False]
    return [True] if confined else [False, True]


def _read(name: str, path: Path, lab: Lab | None) -> Submission | Outcome:
    """The submission, or the outcome of one that can't be read."""
    try:
        return read_submission(path, name, lab)
    except IntakeError as error:
        return Outcome(name, None, error.message, lab=lab)
    except Exception as error:  # the class goes on, whatever one submission finds in the grader
        return Outcome(name, None, failure(error), lab=lab)
