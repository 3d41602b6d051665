"""An executor whose workers are those of a Dask scheduler: the same tasks, on as many machines as there are.

Dask itself gives a task whose worker died to another one, and tasks to workers that join later. Each
Dask worker process opens its own source of confined workers at its first task.
"""
from __future__ import annotations

import socket
from concurrent.futures import CancelledError, Future

from distributed import Client, KilledWorker
from distributed.comm.addressing import parse_address, parse_host_port
from distributed.comm.registry import get_backend

from autograder.batch.disk import Halted
from autograder.batch.executors import Lost
from autograder.batch.grader import grade_task
from autograder.batch.task import GradingResult, Task
from autograder.i18n.messages import say

PATIENCE = 60.0  # seconds for the scheduler to answer, and for a first worker to join
AHEAD = 2  # tasks a worker thread: one is graded while the next is on its way


def _check(address: str) -> None:
    """Raises Halted for what is no address: a client made with one goes on trying, even after it has said so."""
    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        if scheme != "inproc":
            socket.getaddrinfo(*parse_host_port(place))
    except (ValueError, OSError) as error:
        raise Halted(say("{address} is no address of a Dask scheduler ({reason}). One looks like tcp://host:8786.",
                         address=address, reason=str(error))) from error


class DaskExecutor:
    """Open the workers of a Dask scheduler. Raises Halted where there is no scheduler, or no worker at it."""

    def __init__(self, address: str) -> None:
        self._address = address
        _check(address)
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise Halted(say("No Dask scheduler answers at {address} ({reason}).",
                             address=address, reason=str(error) or type(error).__name__)) from error
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except OSError as error:
            self._client.close()
            raise Halted(say("No worker has joined the scheduler at {address}: start `dask worker {address}` there.",
                             address=address)) from error
        self._executor = self._client.get_executor(pure=False)

    @property
    def width(self) -> int:
        """Twice the threads that are there now: workers come and go."""
        try:
            return AHEAD * max(1, sum(self._client.nthreads().values()))
        except OSError as error:
            raise self._gone() from error

    def submit(self, task: Task) -> Future:
        return self._executor.submit(grade_task, task)

    def collect(self, future: Future) -> GradingResult:
        try:
            return future.result()
        except KilledWorker as error:
            raise Lost from error
        except CancelledError as error:
            raise self._gone() from error
        except Exception as error:  # what a Dask worker raises outside of grade_task: it can't find the lab, mostly
            return GradingResult(halt=say(
                "A Dask worker could not begin ({reason}). Does it run in this lab's folder and environment?",
                reason=f"{type(error).__name__}: {error}"[:300]))

    def close(self) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()

    def _gone(self) -> Halted:
        return Halted(say("The Dask scheduler at {address} has gone. Start it, and run the same command again: what "
                          "is graded already is kept.", address=self._address))
