"""A course folder and nbgrader's real commands on it, for tests.

    autograde({"name": path, ...}, folder)

gives each submission's points check by check, by way of `nbgrader autograde`.
"""
from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat

from autograder.batch.result_cache import PROBLEM, VERDICT
from autograder.grading import verdict as verdicts
from autograder.lab import Lab
from autograder.labs.t1t2.lab import LAB
from autograder.platforms.nbgrader.course import build
from autograder.submissions.submission import NOTEBOOK

TIMEOUT = 1800

ASSIGNMENT = LAB.name


def nbgrader(folder: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
    """One of nbgrader's commands, run in this folder with this environment activated."""
    scripts = str(Path(sys.executable).parent)  # nbgrader calls `alembic` from there
    environment = {**os.environ, "PATH": scripts + os.pathsep + os.environ["PATH"], "LC_ALL": "C.UTF-8",
                   "JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-m", "nbgrader", *arguments], cwd=folder, env=environment, text=True,
                          capture_output=True, timeout=TIMEOUT, encoding="utf-8", check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def make_course(folder: Path, language: str = "en", secret: str = "public", lab: Lab = LAB) -> Path:
    """A course whose assignment has been generated."""
    build(folder, lab, language, secret)
    nbgrader(folder, "generate_assignment", lab.name)
    return folder


def hand_in(course: Path, name: str, submission: Path, lab: Lab = LAB) -> Path:
    """Lay a notebook or a folder into submitted/; the path of the notebook there, if there is one."""
    target = course / "submitted" / name / lab.name
    if submission.is_dir():
        shutil.copytree(submission, target)
    else:
        target.mkdir(parents=True)
        shutil.copyfile(submission, target / NOTEBOOK)
    return target / NOTEBOOK


def points(course: Path, name: str, lab: Lab = LAB) -> dict[str, int]:
    """Check id -> points, from the verdict that autograde has left; zeros for what could not be read."""
    folder = course / "graded" / lab.name / name
    if (folder / PROBLEM).exists():
        return dict.fromkeys(lab.points, 0)
    return {result.check: result.earned for result in verdicts.load(folder / VERDICT).results}


def autograde(submissions: Mapping[str, Path], folder: Path, secret: str = "public",
              lab: Lab = LAB) -> dict[str, dict[str, int]]:
    """Submission's name -> check id -> points, as `nbgrader autograde` finds them in a course made in folder."""
    course = make_course(folder, secret=secret, lab=lab)
    for name, path in submissions.items():
        hand_in(course, name, path, lab)
    nbgrader(course, "autograde", lab.name)
    return {name: points(course, name, lab) for name in submissions}


def filled(released: nbformat.NotebookNode, sources: dict[str, str]) -> nbformat.NotebookNode:
    """The released notebook as a student fills it in."""
    book = copy.deepcopy(released)
    for cell in book.cells:
        if f"{cell.id}.py" in sources:
            cell.source = f"# {cell.id}.py\n{sources[f'{cell.id}.py']}"
    return book


def cell(book: dict, name: str) -> dict:
    return next(found for found in book["cells"] if found["id"] == name)


def mangle(book: dict) -> None:
    """What students and tools do to notebooks, all of it at once. The code stays whole."""
    cells = book["cells"]
    cells.insert(0, copy.deepcopy(cell(book, "generator")))  # copied with its name and id
    copied = copy.deepcopy(cell(book, "check_loss"))
    copied["source"] = "10.0"
    cells.append(copied)
    cells.remove(cell(book, "check_optimizer"))
    cells.remove(cell(book, "answer_discriminator"))
    tests = cell(book, "check_dataset")
    tests.update(cell_type="markdown", source="20 points, please")
    del tests["outputs"], tests["execution_count"]
    cell(book, "check_generator")["metadata"]["nbgrader"].update(points=1000, schema_version=1)
    cell(book, "check_overfit")["metadata"]["nbgrader"] = {"grade_id": "check_overfit", "odd": []}
    cell(book, "text-04")["source"] = "my answer to question 2"
    cell(book, "answer_l1")["source"] = "L1 <script>alert(1)</script> ![](attachment:gone.png)"
    cell(book, "training")["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "w" * 5_000_000}]
    cells.append({"cell_type": "code", "id": "no id!", "metadata": {"tags": 1}, "source": "x = 1",
                  "outputs": [{"output_type": "unheard of"}], "execution_count": "?"})
