"""One submission in a grader process: what it is asked (Task), and what it gives back (Product).

Both travel between processes and machines: a task holds the submission as it was read, never a
path, and a product holds the verdict and the evidence as they are written to disk.
"""
from __future__ import annotations

import multiprocessing.util
import os
import platform
import sys
import tempfile
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder import challenge, rubric
from autograder.budget import Budgeted
from autograder.challenge.slices import Slices
from autograder.diagnosis import SILENT
from autograder.engine.disk import obstacle
from autograder.engine.edition import editions
from autograder.evidence import gather
from autograder.examination import Examination
from autograder.grading import grade
from autograder.messages import Message, say
from autograder.sandbox import WorkerFailure, Workers, open_workers, privileges
from autograder.submission import Submission
from autograder.verdict import PASSED, Verdict


@dataclass(frozen=True)
class Terms:
    """How a class is graded. seconds: a submission's wall-clock budget, None for none.

    pictures: gather the evidence for the pages too, which takes another public run each.
    strict: refuse to grade where strangers' code is not confined as it should be.
    slices: those that the challenge is scored on, None for those that the secret draws.
    """

    secret: str = "public"
    worker: str = "auto"
    pictures: bool = True
    seconds: float | None = None
    strict: bool = False
    slices: Slices | None = None

    def for_one(self, submission: Submission) -> Terms:
        """Without slices where nothing is scored on them: they are large, and travel with each task."""
        return self if challenge.handed_in(submission) else replace(self, slices=None)


@dataclass(frozen=True)
class Task:
    """A submission to grade. earlier: its verdict, where only `parts` are to be graded again."""

    submission: Submission
    terms: Terms
    parts: tuple[str, ...] = tuple(rubric.BY_NAME)
    earlier: dict[str, Any] | None = None
    editions: dict[str, str] = field(default_factory=editions)


@dataclass(frozen=True)
class Product:
    """verdict: as JSON; or problem: why there is none; or halt: why no other submission will fare better.

    lasting: grading it again would give the same. independent: so would grading one part of it alone.
    """

    verdict: dict[str, Any] | None = None
    evidence: bytes | None = None
    lasting: bool = False
    independent: bool = False
    problem: Message | None = None
    halt: Message | None = None


_workers: Workers | None = None
_grading = threading.Lock()  # a machine elsewhere may give this process several threads


def workers() -> Workers:
    """This grader process's source of workers."""
    return _workers


def start(parent: int, kind: str | None = None, quiet: bool = False) -> None:
    """Make this process a grader: however the class ends, it ends too. kind: open workers at once."""
    if quiet:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
    if sys.platform.startswith("linux"):
        privileges.die_with(parent)
    if kind is not None:
        open_source(kind)


def open_source(kind: str) -> Workers:
    """This process's workers, opened at the first call and kept for the submissions to come."""
    global _workers
    if _workers is None:
        _workers = open_workers(kind)
        # Leaves no worker behind for a moment; atexit is not called in a pool's processes.
        multiprocessing.util.Finalize(None, _close, exitpriority=0)
    return _workers


def _close() -> None:
    global _workers
    if _workers is not None:
        _workers.close()
        _workers = None


def grade_task(task: Task) -> Product:
    """Grade one submission; never raises, whatever the submission or this machine do."""
    with _grading:
        try:
            if task.editions != editions():
                return Product(halt=say(
                    "{host} has another version of the lab or of its libraries than this machine: install the same "
                    "one there.", host=platform.node()))
            return _with_room(task)
        except WorkerFailure as error:
            return Product(problem=say("The grader could not start its workers ({reason}); grade it again.",
                                       reason=str(error)))
        except Exception as error:  # the class goes on, whatever one submission finds in the grader
            return Product(problem=failure(error))


def failure(error: Exception) -> Message:
    """What is said of a submission over which the grader broke."""
    return say("The grader itself failed over this submission ({reason}); grade it by hand.",
               reason=f"{type(error).__name__}: {error}")


def _with_room(task: Task) -> Product:
    """A full disk is no submission's fault: what was graded while it filled up is not believed."""
    folder = Path(tempfile.gettempdir())
    if (reason := obstacle(folder)) is not None:
        return Product(halt=reason)
    try:
        product = _patiently(task)
    except OSError:
        if (reason := obstacle(folder)) is None:
            raise
        return Product(halt=reason)
    reason = obstacle(folder)
    return product if reason is None else Product(halt=reason)


def _patiently(task: Task) -> Product:
    """Try once more with new workers where those that this process had are gone."""
    fresh = _workers is None
    try:
        return _grade(task)
    except WorkerFailure:
        _close()
        if fresh:
            raise
        return _grade(task)


def _grade(task: Task) -> Product:
    source = open_source(task.terms.worker)
    if task.terms.strict and not source.confinement.sufficient:
        return Product(halt=say("{host} can't confine strangers' code; `python -m autograder doctor` says there what "
                                "is missing. Grade on other machines, or with --unconfined.", host=platform.node()))
    asked = Budgeted(source, task.terms.seconds) if task.terms.seconds else source
    earlier = Verdict.from_json(task.earlier) if task.earlier else None
    if earlier is not None and (product := _grade_parts(task, asked, earlier)) is not None:
        return product
    return _Grading(task, asked).product()


def _grade_parts(task: Task, source: Workers, earlier: Verdict) -> Product | None:
    """The earlier verdict with some parts graded again; None where that is not sure to be right."""
    product = _Grading(task, source, earlier).product()
    same = product.verdict is not None and product.verdict["confinement"] == earlier.confinement
    return product if product.independent and same else None


class _Grading:
    """One grading, and what its witness makes of it while the examination is open."""

    def __init__(self, task: Task, source: Workers, earlier: Verdict | None = None) -> None:
        self._task, self._source, self._earlier = task, source, earlier
        self._lasting = self._independent = False
        self._evidence: bytes | None = None
        self._record: dict[str, Any] | None = None

    def product(self) -> Product:
        terms = self._task.terms
        verdict = grade(self._task.submission, self._source, secret=terms.secret, slices=terms.slices,
                        witness=self._witness, parts=self._task.parts if self._earlier else None)
        return Product(self._record or verdict.to_json(), self._evidence, self._lasting, self._independent)

    def _witness(self, examination: Examination, verdict: Verdict) -> None:
        if self._earlier is not None:
            self._merge(examination, verdict, self._earlier)
        self._lasting = examination.lasting and not verdict.grader_faults
        self._independent = self._lasting and examination.independent and all(
            result.outcome == PASSED or result.fault in SILENT  # else how it is told hangs on the other parts
            for result in verdict.of_part("overfit"))
        self._record = verdict.to_json()  # before the pictures' run, whose notes are not the verdict's
        self._evidence = gather(examination, verdict.results, self._task.terms.pictures).to_bytes()

    def _merge(self, examination: Examination, verdict: Verdict, earlier: Verdict) -> None:
        """Put the earlier results of the other parts in their places."""
        kept = [result for result in earlier.results if result.part not in self._task.parts]
        order = {check: place for place, check in enumerate(rubric.POINTS)}
        verdict.results[:] = sorted([*verdict.results, *kept], key=lambda result: order[result.check])
        verdict.challenge = earlier.challenge
        examination.stand_in({result.part for result in kept})
