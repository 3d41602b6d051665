"""A grader process: grades one task after another, with workers that it opens once."""
from __future__ import annotations

import multiprocessing.util
import os
import platform
import signal
import sys
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from autograder.batch.code_version import code_versions
from autograder.batch.disk import obstacle
from autograder.batch.task import GradingResult, Task, failure
from autograder.diagnosis import SILENT, grade
from autograder.grading.asked import asked_parts
from autograder.grading.page_data import gather
from autograder.grading.session import Session
from autograder.grading.verdict import PASSED, Verdict
from autograder.i18n.messages import say
from autograder.lab import load
from autograder.sandbox import WorkerFailure, Workers, open_workers, privileges
from autograder.sandbox.budget import Budgeted
from autograder.sandbox.errors import said_by

_workers: Workers | None = None
_lab = ""  # the reference of the lab that they serve
_grading = threading.Lock()  # a machine elsewhere may give this process several threads


def workers() -> Workers:
    """This grader process's source of workers."""
    if _workers is None:
        raise RuntimeError("this process is no grader: start() has opened no workers in it")
    return _workers


def start(parent: int, kind: str | None = None, quiet: bool = False, lab: str = "") -> None:
    """Make this process a grader: however the class ends, it ends too. kind: open workers for this lab at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the class's own process hears Ctrl-C and ends this one
    if quiet:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
    if sys.platform.startswith("linux"):
        privileges.die_with(parent)
    if kind is not None:
        open_source(kind, lab)


def pool(jobs: int, worker: str, quiet: bool = False, lab: str = "") -> ProcessPoolExecutor:
    """Grader processes for programs that grade by themselves, each with `workers()` of its own.

    quiet: they print nothing. lab: the reference of the one that their workers serve."""
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), start, (os.getpid(), worker, quiet, lab))


def open_source(kind: str, lab: str = "") -> Workers:
    """This process's workers, opened at the first call and kept for the submissions to come.

    lab: the reference of the one that they serve; those of another are ended."""
    global _workers, _lab
    lab = load(lab).reference
    if _workers is not None and _lab != lab:
        _close()
    if _workers is None:
        _workers, _lab = open_workers(kind, lab=lab), lab
        # Leaves no worker behind for a moment; atexit is not called in a pool's processes.
        multiprocessing.util.Finalize(None, _close, exitpriority=0)
    return _workers


def _close() -> None:
    global _workers
    if _workers is not None:
        _workers.close()
        _workers = None


def grade_task(task: Task) -> GradingResult:
    """Grade one submission; never raises, whatever the submission or this machine do."""
    with _grading:
        try:
            if task.code_versions != code_versions(task.submission.lab):
                return GradingResult(halt=say(
                    "{host} has another version of the lab or of its libraries than this machine: install the same "
                    "one there.", host=platform.node()))
            return _with_room(task)
        except WorkerFailure as error:
            return GradingResult(problem=say("The grader could not start its workers ({reason}); grade it again.",
                                       reason=said_by(error)))
        except Exception as error:  # the class goes on, whatever one submission finds in the grader
            return GradingResult(problem=failure(error))


def _with_room(task: Task) -> GradingResult:
    """A full disk is no submission's fault: what was graded while it filled up is not believed."""
    folder = Path(tempfile.gettempdir())
    if (reason := obstacle(folder)) is not None:
        return GradingResult(halt=reason)
    try:
        product = _patiently(task)
    except OSError:
        if (reason := obstacle(folder)) is None:
            raise
        return GradingResult(halt=reason)
    reason = obstacle(folder)
    return product if reason is None else GradingResult(halt=reason)


def _patiently(task: Task) -> GradingResult:
    """Try once more with new workers where those that this process had are gone."""
    fresh = _workers is None
    try:
        return _grade(task)
    except WorkerFailure:
        _close()
        if fresh:
            raise
        return _grade(task)


def _grade(task: Task) -> GradingResult:
    source = open_source(task.options.worker, task.submission.lab.reference)
    if task.options.strict and not source.confinement.sufficient:
        return GradingResult(halt=say(
            "{host} can't confine strangers' code; `python -m autograder doctor` says there what "
            "is missing. Grade on other machines, or with --unconfined.", host=platform.node()))
    asked = Budgeted(source, task.options.seconds) if task.options.seconds else source
    earlier = Verdict.from_json(task.earlier) if task.earlier else None
    if earlier is not None and (product := _grade_parts(task, asked, earlier)) is not None:
        return product
    return _Grading(task, asked).product()


def _grade_parts(task: Task, source: Workers, earlier: Verdict) -> GradingResult | None:
    """The earlier verdict with some parts graded again; None where that is not sure to be right."""
    product = _Grading(task, source, earlier).product()
    same = product.verdict is not None and product.verdict["confinement"] == earlier.confinement
    return product if product.independent and same else None


class _Grading:
    """One grading, and what its observer makes of it while the session is open."""

    def __init__(self, task: Task, source: Workers, earlier: Verdict | None = None) -> None:
        self._task, self._source, self._earlier = task, source, earlier
        self._lasting = self._independent = False
        self._page_data: bytes | None = None
        self._record: dict[str, Any] | None = None

    def product(self) -> GradingResult:
        options = self._task.options
        verdict = grade(self._task.submission, self._source, secret=options.secret,
                        challenge_data=options.challenge_data, observer=self._observe,
                        parts=self._task.parts if self._earlier else None)
        return GradingResult(self._record or verdict.to_json(), self._page_data, self._lasting, self._independent)

    def _observe(self, session: Session, verdict: Verdict) -> None:
        if self._earlier is not None:
            self._merge(session, verdict, self._earlier)
        self._lasting = session.lasting and not verdict.grader_faults
        self._independent = self._lasting and session.independent and all(
            result.outcome == PASSED or result.fault in SILENT  # else how it is told hangs on the other parts
            for result in verdict.results if session.lab.part[result.part].together)
        self._record = verdict.to_json()  # before the pictures' run, whose notes are not the verdict's
        self._page_data = gather(session, verdict.results, self._task.options.pictures).to_bytes()

    def _merge(self, session: Session, verdict: Verdict, earlier: Verdict) -> None:
        """Put the earlier results of the other parts in their places."""
        kept = [result for result in earlier.results if result.part not in self._task.parts]
        order = {check: place for place, check in enumerate(session.lab.points)}
        verdict.results[:] = sorted([*verdict.results, *kept], key=lambda result: order[result.check])
        verdict.challenge = earlier.challenge
        verdict.rubric = asked_parts(session.lab, {result.part for result in verdict.results})
        session.stand_in({result.part for result in kept})
