"""A class graded: each submission given to a grader process, verdicts written one by one.

A broken submission never stops the class: what can't be read gets a record of why, and a grader
process that dies loses only the submission it held, which is tried again in a new one.
"""
from __future__ import annotations

import multiprocessing
import multiprocessing.util
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from autograder import verdict as verdicts
from autograder.examination import Examination
from autograder.grading import grade
from autograder.messages import Message, say
from autograder.sandbox import WorkerFailure, Workers, open_workers, privileges
from autograder.submission import IntakeError, read_submission
from autograder.verdict import Verdict

EVIDENCE = "evidence.npz"


@dataclass(frozen=True)
class Outcome:
    """What came of one submission: a verdict, or the reason why there is none."""

    name: str
    verdict: Verdict | None
    problem: Message | None = None

    @property
    def unconfined(self) -> bool:
        """Graded with less confinement than strangers' code needs."""
        return self.verdict is not None and not self.verdict.confinement.get("sufficient")


def grade_class(submissions: dict[str, Path], out: Path, jobs: int, secret: str,
                worker: str, pictures: bool = True) -> Iterator[Outcome]:
    """Grade every submission with `jobs` processes; outcomes come as they are ready.

    pictures: gather the evidence for the pages too, which takes another public run each."""
    lost: list[str] = []
    yield from _round(submissions, out, jobs, secret, worker, pictures, lost)
    # A pool that broke blames every submission it held: each gets a process of its own now.
    for name in lost:
        guilty: list[str] = []
        yield from _round({name: submissions[name]}, out, 1, secret, worker, pictures, guilty)
        if guilty:
            yield Outcome(name, None, say(
                "The grader's own process died twice over this submission; grade it by hand."))


def _round(submissions: dict[str, Path], out: Path, jobs: int, secret: str, worker: str,
           pictures: bool, lost: list[str]) -> Iterator[Outcome]:
    """Grade these in one pool; names whose grader process died go to lost."""
    with pool(jobs, worker) as graders:
        futures = {graders.submit(_grade_one, name, path, out, secret, pictures): name
                   for name, path in submissions.items()}
        for future in _as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                lost.append(futures[future])


def _as_completed(futures: dict[Future, object]) -> Iterator[Future]:
    pending = set(futures)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        yield from done


def pool(jobs: int, worker: str, quiet: bool = False) -> ProcessPoolExecutor:
    """Grader processes, each with a source of workers of its own; quiet ones print nothing."""
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start_grader, (worker, quiet))


_workers: Workers | None = None


def workers() -> Workers:
    """This grader process's source of workers."""
    return _workers


def _start_grader(worker: str, quiet: bool) -> None:
    global _workers
    if quiet:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
    if sys.platform.startswith("linux"):  # however the class ends, its graders end with it
        privileges.die_with(os.getppid())
    _workers = open_workers(worker)
    # Leaves no worker behind for a moment; atexit is not called in a pool's processes.
    multiprocessing.util.Finalize(None, _workers.close, exitpriority=0)


class _Saver:
    """Saves a verdict as it grows, but not more often than it takes to matter."""

    def __init__(self, path: Path) -> None:
        self._path, self._saved = path, 0.0

    def __call__(self, verdict: Verdict) -> None:
        if time.monotonic() - self._saved > 0.25:
            verdicts.save(verdict, self._path)
            self._saved = time.monotonic()


def _grade_one(name: str, path: Path, out: Path, secret: str, pictures: bool) -> Outcome:
    from autograder.evidence import gather

    record, evidence = out / name / "verdict.json", out / name / EVIDENCE

    def witness(examination: Examination, verdict: Verdict) -> None:
        verdicts.save(verdict, record)
        gather(examination, verdict.results, pictures).save(evidence)

    try:
        evidence.unlink(missing_ok=True)
        verdict = grade(read_submission(path, name), _workers, secret=secret,
                        listener=_Saver(record), witness=witness)
    except IntakeError as error:
        return Outcome(name, None, error.message)
    except WorkerFailure as failure:
        return Outcome(name, None, say("The grader could not start its workers ({reason}); grade it again.",
                                       reason=str(failure)))
    except Exception as error:  # the class goes on, whatever one submission finds in the grader
        return Outcome(name, None, say(
            "The grader itself failed over this submission ({reason}); grade it by hand.",
            reason=f"{type(error).__name__}: {error}"))
    return Outcome(name, verdict)
