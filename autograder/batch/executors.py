"""Executors: grader processes of this machine, or of several through Dask's scheduler.

An executor accepts a task when a worker is idle and returns a future; what comes of tasks is the same
whoever does them. A grader that dies loses only the submission it held, which is tried once more.
"""
from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from autograder import INSTALL
from autograder.batch.disk import Halted
from autograder.batch.task import GradingResult, Task
from autograder.i18n.messages import say
from autograder.sandbox import interruption

TRIES = 2


class Lost(Exception):
    """The process that held a task has died."""


class Executor(Protocol):
    """Graders. width: how many tasks they have use for at a time."""

    @property
    def width(self) -> int: ...

    def submit(self, task: Task) -> Future: ...

    def collect(self, future: Future) -> GradingResult:
        """What came of a finished future. Raises Lost."""
        ...

    def close(self) -> None: ...


def open_executor(jobs: int, scheduler: str | None = None) -> Executor:
    """Open the executor of this Dask scheduler, or of this machine where there is none. Raises Halted."""
    if scheduler is None:
        return LocalExecutor(jobs)
    try:
        from autograder.batch.dask_executor import DaskExecutor  # Dask is wanted by few
    except ModuleNotFoundError as error:
        raise Halted(say("{option} needs {library}, which is not installed: {command}", option="--scheduler",
                         library=error.name, command=INSTALL.format(extra="cluster"))) from error
    return DaskExecutor(scheduler)


class LocalExecutor:
    """`jobs` processes of this machine, each started at its first task and alone in its pool.

    A pool that loses one process gives up all that it holds, so none holds more than one.
    """

    def __init__(self, jobs: int) -> None:
        self.width = jobs
        self._free: list[ProcessPoolExecutor] = []
        self._busy: dict[Future, ProcessPoolExecutor] = {}

    def submit(self, task: Task) -> Future:
        from autograder.batch import grader  # a class in which nothing has changed needs none

        process = self._free.pop() if self._free else ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), grader.start, (os.getpid(),))
        try:
            with interruption.unheard():  # the first task starts the process
                future = process.submit(grader.grade_task, task)
        except BrokenProcessPool:  # it died while it had nothing to do
            process.shutdown()
            return self.submit(task)
        self._busy[future] = process
        return future

    def collect(self, future: Future) -> GradingResult:
        process = self._busy.pop(future)
        try:
            product = future.result()
        except BrokenProcessPool as error:
            process.shutdown()
            raise Lost from error
        self._free.append(process)
        return product

    def close(self) -> None:
        """End every process; one in the middle of a task is not waited for."""
        for pool in self._busy.values():
            for process in list((pool._processes or {}).values()):  # kill_workers() from Python 3.14 on
                process.kill()
        for pool in [*self._busy.values(), *self._free]:
            pool.shutdown()


def work(executor: Executor, tasks: Iterator[Task]) -> Iterator[tuple[Task, GradingResult]]:
    """Have every task done; (task, product) as they are ready. Tasks are drawn when they are needed."""
    pending: dict[Future, tuple[Task, int]] = {}
    while True:
        while len(pending) < executor.width and (task := next(tasks, None)) is not None:
            pending[executor.submit(task)] = task, 1
        if not pending:
            return
        for future in wait(pending, return_when=FIRST_COMPLETED).done:
            task, tries = pending.pop(future)
            try:
                product = executor.collect(future)
            except Lost:
                if tries < TRIES:
                    pending[executor.submit(task)] = task, tries + 1
                    continue
                product = GradingResult(problem=say(
                    "The grader's own process died twice over this submission; grade it by hand."))
            yield task, product
