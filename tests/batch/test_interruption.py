"""A class that is killed, meets a full disk or another command: nothing is lost, and it is said."""
from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.batch import grader, result_cache
from autograder.batch.disk import Halted
from autograder.benchmark.processes import descendants
from tests.batch.small_classes import grade, lay_out, stubs, verdicts
from tests.conftest import ROOT, solution


class Command:
    """`python -m autograder grade` as a process that can be killed."""

    def __init__(self, room: Path, out: Path, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder", "grade", room, "--out", out, "--jobs", "2", "--no-pictures",
             "--lang", "en"], cwd=ROOT, env={**os.environ, "COLUMNS": "400", **environment}, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, start_new_session=True)

    def end(self) -> tuple[int, str]:
        said = self.process.communicate(timeout=300)[0]
        return self.process.returncode, " ".join(said.split())


def gone(processes: set[int], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while any(Path(f"/proc/{process}/stat").exists() and Path(f"/proc/{process}/stat").read_text().rpartition(
            ")")[2].split()[0] != "Z" for process in processes):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def await_verdicts(out: Path, count: int, command: Command) -> None:
    end = time.monotonic() + 240
    while len(list(out.glob("*/graded.json"))) < count:
        assert time.monotonic() < end and command.process.poll() is None, command.end()
        time.sleep(0.05)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found by /proc")
def test_killed_at_any_moment_the_next_run_finishes_the_rest(tmp_path):
    """First a grader and what forks its workers, then the command itself; then it is left alone."""
    files = {**stubs(11), "whole": solution("inference.py")}
    lay_out(tmp_path / "room", files)
    whole = Command(tmp_path / "room", tmp_path / "whole")
    assert whole.end()[0] == 0
    out = tmp_path / "out"
    first = Command(tmp_path / "room", out)
    await_verdicts(out, 2, first)
    graders = set(descendants(first.process.pid))
    for victim in sorted(graders)[:3]:
        os.kill(victim, signal.SIGKILL)
    await_verdicts(out, 4, first)
    family = graders.union(descendants(first.process.pid))
    first.process.kill()
    first.end()
    assert gone(family), "graders outlived their class"
    left = len(list(out.glob("*/graded.json")))
    assert 4 <= left < len(files)
    code, said = Command(tmp_path / "room", out).end()
    assert code == 0 and f"{left} of {len(files)} were graded before" in said
    assert verdicts(out) == verdicts(tmp_path / "whole") and len(verdicts(out)) == len(files)
    assert not [path for path in out.rglob(".*") if path.name != ".lock"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a terminal's process group")
def test_ctrl_c_ends_a_class_in_one_sentence_and_the_same_command_goes_on(tmp_path):
    files = stubs(7)
    lay_out(tmp_path / "room", files)
    command = Command(tmp_path / "room", tmp_path / "out")
    await_verdicts(tmp_path / "out", 2, command)
    family = set(descendants(command.process.pid))
    os.killpg(command.process.pid, signal.SIGINT)  # as a terminal does: all of them
    os.killpg(command.process.pid, signal.SIGINT)
    code, said = command.end()
    assert code == 130 and "Traceback" not in said and "WorkerFailure" not in said, said
    assert re.search(r"Stopped after [2-6] of 7 submissions. What is graded is kept: the same command goes on", said)
    assert gone(family)
    assert Command(tmp_path / "room", tmp_path / "out").end()[0] == 0
    assert len(verdicts(tmp_path / "out")) == 7


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a terminal's process group")
@pytest.mark.parametrize("worker", ["zygote", "plain"])
def test_ctrl_c_ends_a_test_in_one_sentence_at_any_moment(worker):
    """While it starts its workers, and once they have said something."""
    for begun in (False, True):
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "autograder", "test", "solution", "--lang", "en", "--worker", worker], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        while not begun and not list(descendants(process.pid)):
            time.sleep(0.02)
        first = process.stdout.readline() if begun else ""
        os.killpg(process.pid, signal.SIGINT)
        out, complaint = process.communicate(timeout=60)
        assert process.returncode == 130, (first, out, complaint)
        done = "[1-9][0-9]*" if begun else "0"
        assert re.fullmatch(rf"Stopped after {done} of 75 checks. The same command starts again from the beginning.\n",
                            complaint), complaint


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte and a half."""
    disk = tmp_path / "small"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_full_disk_is_said_and_stops_the_class(tmp_path, small_disk):
    """No submission is blamed for it, neither where results go nor where graders work."""
    lay_out(tmp_path / "room", stubs(3))
    code, said = Command(tmp_path / "room", tmp_path / "out", TMPDIR=str(small_disk)).end()
    assert code == 3 and f"{small_disk} has 1 MB left" in said and "0 of 3" in said, said
    assert not list((tmp_path / "out").glob("*/verdict.json"))
    code, said = Command(tmp_path / "room", small_disk / "out").end()
    assert code == 3 and f"{small_disk / 'out'} has 1 MB left" in said


def test_what_was_graded_before_the_disk_filled_up_stays(here, tmp_path, monkeypatch):
    room, written = lay_out(tmp_path / "room", stubs(3)), []
    real = result_cache.write_atomically

    def write(path, content):
        written.append(path)
        if len(written) > 4:
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(result_cache, "write_atomically", write)
    monkeypatch.setattr("autograder.batch.disk.PROBE", bytes(1))
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: (_ for _ in ()).throw(OSError(28, "No space left")))
    monkeypatch.setattr("autograder.batch.grade.obstacle", lambda folder: None)
    monkeypatch.setattr(grader, "obstacle", lambda folder: None)
    with pytest.raises(Halted, match="can't be written"):
        grade(room, tmp_path / "out")
    monkeypatch.undo()
    assert len(result_cache.ResultCache(tmp_path / "out")._holders) == 1 and len(verdicts(tmp_path / "out")) == 1


def test_two_commands_do_not_write_to_one_folder(tmp_path):
    from filelock import FileLock

    (tmp_path / "out").mkdir()
    with FileLock(tmp_path / "out" / ".lock"), pytest.raises(Halted, match="Another grading"):
        grade(lay_out(tmp_path / "room", stubs(1)), tmp_path / "out")
