"""What the tests of the grader share: workers of both kinds, and submissions made on the spot."""
from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from autograder.batch import executors, grader
from autograder.diagnosis import grade
from autograder.grading.verdict import Verdict
from autograder.labs.t1t2.lab import LAB
from autograder.sandbox import Workers, open_workers
from autograder.submissions.submission import read_submission

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def zygote() -> Iterator[Workers]:
    workers = open_workers("zygote")
    yield workers
    workers.close()


@pytest.fixture(scope="session")
def plain() -> Iterator[Workers]:
    workers = open_workers("plain")
    yield workers
    workers.close()


@pytest.fixture
def here(monkeypatch, zygote):
    """Graders that are this process: what they are asked, by name. Grading is the same."""
    asked: list[str] = []

    def submit(executor, task):
        asked.append(task.submission.name)
        future = Future()
        future.set_result(grader.grade_task(task))
        return future

    monkeypatch.setattr(grader, "_workers", zygote)
    monkeypatch.setattr(grader, "_lab", LAB.reference)
    monkeypatch.setattr(executors.LocalExecutor, "submit", submit)
    monkeypatch.setattr(executors.LocalExecutor, "collect", lambda executor, future: future.result())
    return asked


@pytest.fixture
def preparing() -> Iterator[None]:
    """dataset/ is no package: its program finds its modules beside itself, and so do the tests."""
    sys.path.insert(0, str(ROOT / "dataset"))
    yield
    sys.path.remove(str(ROOT / "dataset"))
    for name in [name for name in sys.modules if name.split(".")[0] in ("preparation", "prepare_ixi")]:
        sys.modules.pop(name)


@pytest.fixture
def submit(tmp_path: Path) -> Callable[..., Path]:
    """Lay out the solution with some files replaced (text or bytes) or left out (None)."""
    def make(files: dict[str, str | bytes | None] | None = None, base: str = "solution") -> Path:
        folder = tmp_path / f"submission{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name in LAB.files:
            shutil.copy(ROOT / base / name, folder)
        for name, content in (files or {}).items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                target.unlink()
            else:
                target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder
    return make


@pytest.fixture
def judge(zygote: Workers) -> Callable[..., Verdict]:
    """Grade a path with the zygote's workers."""
    def run(path: Path, parts: list[str] | None = None, workers: Workers | None = None) -> Verdict:
        return grade(read_submission(path), workers or zygote, parts=parts)
    return run


def solution(name: str) -> str:
    return (ROOT / "solution" / name).read_text(encoding="utf-8")
