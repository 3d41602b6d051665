"""A warm grader: a process that grades one submission after another and pays for its start once.

For whoever grades from a process that is not a grader's own: a student's kernel, nbgrader.
"""
from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from autograder.batch import grader
from autograder.diagnosis import grade
from autograder.grading.verdict import Verdict
from autograder.submissions.submission import Submission


class WarmGrader:
    """Starts with the first submission; prints nothing, whatever happens.

    What is printed in a kernel's children appears under the cell, and on stderr it costs points there.
    """

    def __init__(self, worker: str = "auto") -> None:
        self._worker = worker
        self._pool: ProcessPoolExecutor | None = None

    def grade(self, submission: Submission, secret: str = "public", parts: Iterable[str] | None = None) -> Verdict:
        """The verdict. Raises WorkerFailure and RuntimeError as `grading.grade` does, BrokenProcessPool
        where two grader processes died over this submission."""
        try:
            return self._ask(submission, secret, parts)
        except BrokenProcessPool:  # perhaps somebody else's doing: the same again in a new process
            self.close()
        try:
            return self._ask(submission, secret, parts)
        except BrokenProcessPool:
            self.close()
            raise

    def _ask(self, submission: Submission, secret: str, parts: Iterable[str] | None) -> Verdict:
        self._pool = self._pool or grader.pool(1, self._worker, quiet=True, lab=submission.lab.reference)
        try:
            return self._pool.submit(_grade, submission, self._worker, secret,
                                      None if parts is None else list(parts)).result()
        except KeyboardInterrupt:  # what is under way is not waited for
            self.close()
            raise

    def close(self) -> None:
        """End the process; the next submission starts another."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _grade(submission: Submission, worker: str, secret: str, parts: list[str] | None) -> Verdict:
    source = grader.open_source(worker, submission.lab.reference)
    return grade(submission, source, secret=secret, parts=parts)
