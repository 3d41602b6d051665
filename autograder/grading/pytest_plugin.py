"""Checks run by pytest itself: `pytest autograder/labs/<lab>/parts/<part> --submission DIR`.

Gives the fixture `look`, with which a check asks what a submission does: the solution, unless another folder is
named. A lab's conftest.py imports the names below.
"""
from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from autograder.grading.judge import Look
from autograder.grading.session import Session
from autograder.lab import LAB_FILE, LABS, Lab, load
from autograder.sandbox import Workers, open_workers
from autograder.submissions.submission import read_submission

__all__ = ["lab_sessions", "look", "pytest_addoption"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the options of this plugin."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", type=Path, default=None, help="folder that is graded (default: the solution)")
    group.addoption("--worker", choices=("auto", "zygote", "plain"), default="auto", help="how its code is run")
    group.addoption("--secret", default="public", help="seeds the inputs")


class Sessions:
    """One session and one source of workers for each lab whose checks are run."""

    def __init__(self, submission: Path | None, worker: str, secret: str) -> None:
        self._submission, self._worker, self._secret = submission, worker, secret
        self._open: dict[Lab, tuple[Session, Workers]] = {}

    def of(self, lab: Lab) -> Session:
        """The session in which checks of this lab look at the submission."""
        if lab not in self._open:
            workers = open_workers(self._worker, lab=lab.reference)
            submission = read_submission(self._submission or lab.solution, lab=lab)
            self._open[lab] = Session(submission, workers, self._secret), workers
        return self._open[lab][0]

    def close(self) -> None:
        """End all workers."""
        for session, workers in self._open.values():
            session.close()
            workers.close()


@pytest.fixture(scope="session")
def lab_sessions(request: pytest.FixtureRequest) -> Iterator[Sessions]:
    """Sessions of this run of pytest."""
    option = request.config.getoption
    sessions = Sessions(option("submission"), option("worker"), option("secret"))
    yield sessions
    sessions.close()


@pytest.fixture
def look(request: pytest.FixtureRequest, lab_sessions: Sessions) -> Look:
    """What a check is given."""
    part = request.path.parent.name
    lab = _lab_around(request.path)
    return Look(lab_sessions.of(lab), f"{part}.{request.node.originalname.removeprefix('test_')}")


@lru_cache
def _lab_around(path: Path) -> Lab:
    """The lab in whose folder this file lies."""
    folder = next(parent for parent in path.parents if (parent / LAB_FILE).is_file())
    inside = folder.parent == Path(importlib.import_module(LABS).__path__[0])
    return load(folder.name if inside else str(folder))
