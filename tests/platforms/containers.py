"""Gradescope's container as tests have it: its folders, its start, and what it must leave behind."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import jsonschema

from autograder.lab import Lab
from autograder.labs.t1t2.lab import LAB

SCHEMA = json.loads((Path(__file__).parent / "results.schema.json").read_text(encoding="utf-8"))


def lay_out(root: Path, package: Path) -> Path:
    """A folder laid out like /autograder, with the zip unpacked and an empty submission."""
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(root / "source")
    return root


def hand_in(root: Path, path: Path) -> None:
    """What a student uploads, as Gradescope lays it down: a folder's files, or one file as it is."""
    shutil.rmtree(root / "submission")
    if path.is_dir():
        shutil.copytree(path, root / "submission")
    else:
        (root / "submission").mkdir()
        shutil.copy(path, root / "submission")


def start(root: Path) -> subprocess.Popen:
    """What run_autograder starts, with this environment's Python."""
    return subprocess.Popen([sys.executable, "-B", "-m", "autograder.platforms.gradescope.container", str(root)],
                            cwd=root / "source" / "lab", stderr=subprocess.PIPE, text=True)


def results(root: Path, lab: Lab = LAB) -> dict:
    """results.json; AssertionError or ValidationError where it is not one that Gradescope takes."""
    data = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, SCHEMA)
    assert [test["extra_data"]["check"] for test in data["tests"]] == list(lab.points)
    assert sum(test["max_score"] for test in data["tests"]) == lab.total
    return data


def earned(data: dict) -> dict[str, float]:
    return {test["extra_data"]["check"]: test["score"] for test in data["tests"]}
