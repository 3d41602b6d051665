"""Invented classes are what they say, and what is measured of them is there."""
from __future__ import annotations

import json
import os
import subprocess
import sys

from autograder.benchmark import comparison, endurance
from autograder.benchmark.invention import MIXTURE, broken, handout_like, invent, notebook, stub
from autograder.benchmark.processes import ENVIRONMENT, descendants, memory
from autograder.labs.t1t2.lab import LAB
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT


def test_the_same_seed_makes_the_same_class(tmp_path):
    one, two, other = (invent(LAB, tmp_path / name, 30, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    digests = [[read_submission(path).digest for path in paths] for paths in (one, two, other)]
    assert digests[0] == digests[1] and not set(digests[0]) & set(digests[2])
    assert len(set(digests[0])) == 30, "no two hand in the same, or the second would cost nothing"
    assert {kind.__name__ for kind in MIXTURE} >= {"handout_like", "mistaken", "stub", "broken", "notebook"}


def test_kinds_are_what_they_are_called(judge, tmp_path):
    right = invent(LAB, tmp_path / "right", 1, 1, {handout_like: 1})[0]
    assert judge(right, parts=["loss", "inference"]).score == 10
    cells = read_submission(invent(LAB, tmp_path / "cells", 1, 1, {notebook: 1})[0]).cells
    assert len(cells["lab.ipynb"]) == 5
    for kind in (stub, broken):
        assert judge(invent(LAB, tmp_path / kind.__name__, 1, 1, {kind: 1})[0], parts=["loss"]).score == 0


def test_the_bare_arithmetic_gives_the_same_points(tmp_path):
    path = invent(LAB, tmp_path, 1, 1, {handout_like: 1})[0]
    found = subprocess.run([sys.executable, "-m", "autograder.benchmark.in_process", LAB.name, path], cwd=ROOT, text=True,
                           env={**os.environ, **ENVIRONMENT}, capture_output=True, timeout=300)
    assert found.returncode == 0, found.stderr
    record = json.loads(found.stdout)
    assert record["scores"] == [100] and record["seconds"][0] > 0.1


def test_phases_of_one_submission_are_told(tmp_path):
    lines = {name: value for name, value, _ in comparison.profile(LAB, 1, invent(LAB, tmp_path, 1, 1, {stub: 1})[0])}
    assert len(lines) == 6 and lines["experiments asked"] >= 8
    assert all(value >= 0 for value in lines.values())


def test_what_is_left_behind_is_seen(tmp_path):
    """The instruments of bench-class find a process that stays and half a file."""
    sleeper = subprocess.Popen(["sleep", "60"])
    run = endurance.Watched(subprocess.Popen(["true"]), tmp_path)
    (tmp_path / ".verdict.json.a1b2c3d4").touch()
    run.family.add(sleeper.pid)
    said: list[str] = []
    assert sleeper.pid in descendants(os.getpid()) and memory(sleeper.pid) > 0
    assert not endurance._tell_leftovers(run, set(), said.append)
    assert "1 processes, 1 halves" in said[0]
    sleeper.kill()
    sleeper.wait()
    (tmp_path / ".verdict.json.a1b2c3d4").unlink()
    assert endurance._tell_leftovers(run, endurance._rooms(), said.append)
    run.samples = [endurance.Sample(number, 50.0, 400.0 + 40 * number, 30) for number in range(16)]
    assert not endurance._tell_growth(run, said.append)
    run.samples = [endurance.Sample(number, 50.0, 900.0, 30) for number in range(16)]
    assert endurance._tell_growth(run, said.append)
