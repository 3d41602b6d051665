"""The doors that a submission comes in by, each as a function that gives the points in every check.

DOORS names them. A door is the real thing: the command that a person types, or what a platform runs.
It is given a lab, submissions (name -> path) and a folder of its own, and gives name -> check -> points.
"""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from autograder.lab import Lab
from autograder.platforms.gradescope.package import build
from tests.conftest import ROOT
from tests.platforms import containers, nbgrader_course

SECRET = "the secret of all doors"
Points = dict[str, dict[str, float]]
Door = Callable[[Lab, dict[str, Path], Path], Points]


def by_test(lab: Lab, submissions: dict[str, Path], room: Path) -> Points:
    """What `make test` runs, once a submission."""
    return {name: _points(json.loads(_run(lab, "test", str(path), "--json")))
            for name, path in submissions.items()}


def by_grade(lab: Lab, submissions: dict[str, Path], room: Path) -> Points:
    """What `make grade` runs, once for the class; a folder, a zip and a notebook lie there as they came."""
    folder, out = room / "class", room / "graded"
    folder.mkdir()
    for name, path in submissions.items():
        _copy(path, folder / f"{name}{path.suffix if path.is_file() else ''}")
    _run(lab, "grade", str(folder), "--out", str(out), "--jobs", "1", "--lang", "zh")
    return {name: _points(json.loads((out / name / "verdict.json").read_text()))
            for name in submissions}


def by_gradescope(lab: Lab, submissions: dict[str, Path], room: Path) -> Points:
    """Gradescope's zip, unpacked; for each upload what its run_autograder runs."""
    root = containers.lay_out(room / "autograder", build(room / "autograder.zip", lab, "en", SECRET))
    found = {}
    for name, path in submissions.items():
        containers.hand_in(root, path)
        process = containers.start(root)
        assert process.wait() == 0, process.stderr.read()
        found[name] = containers.earned(containers.results(root, lab))
    return found


def by_nbgrader(lab: Lab, submissions: dict[str, Path], room: Path) -> Points:
    """nbgrader's own `autograde`, in a course that `make nbgrader` makes."""
    found = nbgrader_course.autograde(submissions, room / "course", SECRET, lab)
    return {name: {check: float(points) for check, points in each.items()} for name, each in found.items()}


DOORS: dict[str, Door] = {"`make test`": by_test, "`make grade`": by_grade, "Gradescope": by_gradescope,
                          "nbgrader": by_nbgrader}


def table(found: dict[str, Points], lab: Lab) -> str:
    """Submissions by doors in Markdown. found: door -> name -> check -> points."""
    rows = [["submission", *found, "checks that differ"], ["---", *["---:"] * len(found), "---:"]]
    for name in next(iter(found.values())):
        here = [points[name] for points in found.values()]
        rows.append([name, *(_total(points, lab) for points in here), str(len(differing(here)))])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def differing(points: list[dict[str, float]]) -> list[str]:
    """The checks that got other points somewhere."""
    return [check for check in points[0] if len({each[check] for each in points}) > 1]


def _total(points: dict[str, float], lab: Lab) -> str:
    bonus = sum(points[check] for check in points if lab.part_of(check).bonus)
    return f"{sum(points.values()) - bonus:g} + {bonus:g}"


def _points(verdict: dict) -> dict[str, float]:
    return {check["check"]: float(check["earned"]) for check in verdict["checks"]}


def _run(lab: Lab, *arguments: str) -> str:
    """Standard output of a verb with the doors' secret. It ends with 1 where points are lost."""
    done = subprocess.run([sys.executable, "-m", "autograder", "--lab", lab.reference, *arguments], cwd=ROOT, capture_output=True,
                          encoding="utf-8", env={**os.environ, "AUTOGRADER_SECRET": SECRET}, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def _copy(path: Path, target: Path) -> None:
    shutil.copytree(path, target) if path.is_dir() else shutil.copy(path, target)
