"""A class graded by the workers of a Dask scheduler, one of which is killed half way."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.batch import grade
from autograder.batch.grade import GradingOptions, Halted, grade_class
from autograder.benchmark.processes import descendants
from tests.batch.small_classes import lay_out, stubs, verdicts
from tests.batch.test_interruption import gone
from tests.conftest import ROOT, solution

pytest.importorskip("distributed", reason="grading on several machines needs the extra cluster")
TERMS = GradingOptions(pictures=False, strict=True)


class Dask:
    """A real scheduler on the loopback, and workers that join it."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / "scheduler.json"
        self._processes = [self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", self._file)]
        end = time.monotonic() + 120
        while not self._file.exists():
            assert time.monotonic() < end and self._processes[0].poll() is None
            time.sleep(0.1)

    @property
    def address(self) -> str:
        import json

        return json.loads(self._file.read_text())["address"]

    def join(self) -> subprocess.Popen:
        """One more worker: a nanny, and the process that it minds."""
        self._processes.append(self._run("worker", self.address, "--nthreads", "1", "--local-directory", self._folder))
        return self._processes[-1]

    def _run(self, *words: object) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, "-m", "dask", *map(str, words), "--no-dashboard"], cwd=ROOT,
                                env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def end(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait(60)


@pytest.fixture
def dask(tmp_path) -> Iterator[Dask]:
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Dask(folder)
    yield cluster
    cluster.end()


def test_a_worker_is_killed_and_another_joins(dask, tmp_path):
    """Every verdict is there, and the same as on this machine; what the killed one had started is gone."""
    room = lay_out(tmp_path / "room", {**stubs(9), "whole": solution("inference.py")})
    first = dask.join()
    running = grade_class(room, tmp_path / "cluster", TERMS, scheduler=dask.address)
    seen = [next(running)]
    second = dask.join()
    family = set(descendants(first.pid))
    assert len(family) >= 2, "a worker and the process that forks its confined workers"
    for process in sorted(family):
        os.kill(process, signal.SIGKILL)  # its nanny starts a new one
    assert gone(family)
    seen += [next(running) for _ in range(4)]
    family = set(descendants(second.pid))
    second.kill()  # nanny and all: nobody starts this one again
    seen += running
    assert sorted(outcome.name for outcome in seen) == sorted(room)
    assert gone(family), "what a killed worker had started outlived it"
    assert all(outcome.verdict is not None and outcome.verdict.complete for outcome in seen)
    list(grade_class(room, tmp_path / "here", TERMS))
    assert verdicts(tmp_path / "cluster") == verdicts(tmp_path / "here")
    again = list(grade_class(room, tmp_path / "cluster", TERMS))
    assert all(outcome.kept for outcome in again), "a verdict holds wherever it was made"


def test_no_scheduler_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.batch.dask_executor.PATIENCE", 1.0)
    with pytest.raises(Halted, match="No Dask scheduler answers"):
        list(grade_class(lay_out(tmp_path / "room", stubs(1)), tmp_path / "out", scheduler="tcp://127.0.0.1:9"))


def test_a_worker_with_another_lab_grades_nothing(tmp_path, monkeypatch):
    from autograder.batch import grader
    from autograder.submissions.submission import read_submission

    submission = read_submission(lay_out(tmp_path, stubs(1))["student00"])
    code_versions = {**grader.code_versions(submission.lab), "loss": "another"}
    product = grader.grade_task(grader.Task(submission, TERMS, code_versions=code_versions))
    assert product.verdict is None and "another version" in product.halt.text
    assert grade.Halted(product.halt).reason == product.halt
