"""A class graded: submissions found, each given to a grader process, verdicts kept one by one.

A broken submission never stops the class: what can't be read gets a record of why, and a grader
process that dies loses only the submission it held, which is tried again in a new one. What was
graded before, and would come out the same, is taken from its record.
"""
from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from autograder.engine import crews, grader
from autograder.engine.disk import Halted, obstacle
from autograder.engine.grader import Product, Task, Terms, workers
from autograder.engine.ledger import EVIDENCE, Key, Ledger, key_of
from autograder.messages import Message, say
from autograder.plaintext import plain
from autograder.rubric import FILES
from autograder.sandbox import best_kind
from autograder.sandbox.layers import probe
from autograder.submission import NOTEBOOK, SOURCES, IntakeError, Submission, read_submission
from autograder.verdict import Verdict

__all__ = ["EVIDENCE", "Halted", "Outcome", "Terms", "find_submissions", "grade_class", "pool", "workers"]

MAX_NAME = 120
# What the class's own files end in: a submission's folder must not stand in their place.
OWN_ENDINGS = (".csv", ".html", ".json")
LOCK = ".lock"


@dataclass(frozen=True)
class Outcome:
    """What came of one submission: a verdict, or the reason why there is none.

    kept: the verdict is that of an earlier grading, which still holds.
    """

    name: str
    verdict: Verdict | None
    problem: Message | None = None
    kept: bool = False

    @property
    def unconfined(self) -> bool:
        """Graded with less confinement than strangers' code needs."""
        return self.verdict is not None and not self.verdict.confinement.get("sufficient")


def find_submissions(paths: list[Path]) -> dict[str, Path]:
    """Name -> path of every submission under the paths.

    A folder that holds the lab's files (or any source) itself is one submission; otherwise each of
    its entries is one. Names are made unique, so that nobody's results overwrite another's.
    """
    found: dict[str, Path] = {}
    for path in (path.resolve() for path in paths):  # a link counts where the caller names it
        for entry in [path] if _is_submission(path) else sorted(path.iterdir()):
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            if entry.is_dir() or entry.suffix.lower() in (".zip", *SOURCES):
                found[_unique(entry, found)] = entry
    return found


def _is_submission(path: Path) -> bool:
    if not path.is_dir():
        return True
    names = {entry.name for entry in path.iterdir() if entry.is_file()}
    return bool(names & {*FILES, NOTEBOOK})


def _unique(path: Path, taken: dict[str, Path]) -> str:
    """A name for a submission's results that every disk takes and nobody else has."""
    plain_file = path.suffix.lower() in (".zip", *SOURCES) and not path.is_dir()
    stem, ending = (path.stem, path.suffix) if plain_file else (path.name, "")
    stem = _fit(stem)
    lower = {name.casefold() for name in taken}
    name = stem if stem.casefold() not in lower else f"{stem}{ending}"
    number = 2
    while name.casefold() in lower:
        name, number = f"{stem} ({number})", number + 1
    return name


def _fit(stem: str) -> str:
    name = plain(stem, MAX_NAME).replace("/", "_")
    while len(name.encode("utf-8", "replace")) > 2 * MAX_NAME:
        name = name[:-1]
    name = name.rstrip(". ") or "unnamed"
    return f"{name}_" if name.casefold().endswith(OWN_ENDINGS) else name


def grade_class(submissions: dict[str, Path], out: Path, terms: Terms | None = None, jobs: int = 1,
                scheduler: str | None = None, force: bool = False) -> Iterator[Outcome]:
    """Grade every submission into out, a folder each; outcomes come as they are ready.

    jobs: processes of this machine; scheduler: the address of a Dask scheduler whose workers are
    used instead. force: grade anew what has a record as well. Raises Halted where the class can't
    go on; whatever was an outcome by then is on disk.
    """
    if (reason := obstacle(out)) is not None:
        raise Halted(reason)
    try:
        with FileLock(out / LOCK, timeout=0):
            yield from _Run(out, terms or Terms(), jobs, scheduler, force).outcomes(submissions)
    except Timeout:
        raise Halted(say("Another grading is writing to {path}: wait for its end, or name another folder with --out.",
                         path=str(out))) from None


class _Run:
    """One run over a class: what has a record is taken from there, the rest is given to the crew."""

    def __init__(self, out: Path, terms: Terms, jobs: int, scheduler: str | None, force: bool) -> None:
        self._terms, self._force, self._ledger = terms, force, Ledger(out)
        self._crew = crews.open_crew(jobs, scheduler)
        self._ready: deque[Outcome] = deque()
        # Name of the submission that is being graded -> its content, and all that have the same.
        self._groups: dict[str, tuple[str, list[str]]] = {}
        self._kind = "zygote" if scheduler else best_kind(terms.worker)
        here = None if scheduler else probe((), os.getpid()).sufficient
        self._levels = [True] if here or terms.strict else [False, True] if here is False else [True, False]

    def outcomes(self, submissions: dict[str, Path]) -> Iterator[Outcome]:
        try:
            for task, product in crews.work(self._crew, self._tasks(submissions)):
                yield from self._settle(task, product)
                while self._ready:
                    yield self._ready.popleft()
            yield from self._ready
        finally:
            self._crew.close()

    def _tasks(self, submissions: dict[str, Path]) -> Iterator[Task]:
        """What is to be graded; the outcomes of everything else become ready on the way."""
        for name, path in submissions.items():
            submission = _read(name, path)
            if isinstance(submission, Outcome):
                self._ready.append(submission)
            elif (task := self._plan(name, submission)) is not None:
                yield task

    def _plan(self, name: str, submission: Submission) -> Task | None:
        keys = [self._key(submission, self._kind, level) for level in self._levels]
        record = None if self._force else self._ledger.find(name, keys)
        if record is not None:
            product = Product(record.verdict, record.evidence, True, record.independent)
            self._ready.append(self._keep(name, product, record.key, kept=True))
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
        record = None if self._force else self._ledger.read(name)
        if record is None or not record.independent or record.key.content not in [key.content for key in keys]:
            return Task(submission, self._terms)
        return Task(submission, self._terms, record.stale(keys[0]), record.verdict)

    def _settle(self, task: Task, product: Product) -> Iterator[Outcome]:
        _, names = self._groups.pop(task.submission.name)
        if product.halt is not None:
            raise Halted(product.halt)
        for name in names:
            if product.verdict is None:
                yield Outcome(name, None, product.problem)
                continue
            made = product.verdict["confinement"]
            key = self._key(task.submission, made["worker"], made["sufficient"])
            yield self._keep(name, product, key)

    def _key(self, submission: Submission, kind: str, confined: bool) -> Key:
        return key_of(submission, self._terms, kind, confined)

    def _keep(self, name: str, product: Product, key: Key, kept: bool = False) -> Outcome:
        """The outcome, on disk under this name; nothing is written where it lies there already."""
        if not kept or product.verdict["submission"] != name:
            product = replace(product, verdict=self._ledger.keep(name, product, key))
        return Outcome(name, Verdict.from_json(product.verdict), kept=kept)


def _read(name: str, path: Path) -> Submission | Outcome:
    """The submission, or the outcome of one that can't be read."""
    try:
        return read_submission(path, name)
    except IntakeError as error:
        return Outcome(name, None, error.message)
    except Exception as error:  # the class goes on, whatever one submission finds in the grader
        return Outcome(name, None, grader.failure(error))


def pool(jobs: int, worker: str) -> ProcessPoolExecutor:
    """Grader processes for programs that grade by themselves, each with `workers()` of its own."""
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), grader.start, (os.getpid(), worker))
