"""On a copy of the repository an instructor changes a constant, points and the number, and adds a part: one place each."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.documents import OUTER

pytest.importorskip("jupytext", reason="needs the extra dev")
WITHOUT = {"heldout", "heldout2", "attacks", "__pycache__", "results"}
LAB = "autograder/labs/t1t2"


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The repository without what is not compared, in which the changes have been made."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("autograder", "assignment", "solution", "fixtures", "docs", "dataset", "README.md", "README.zh.md",
                 "CONTRACT.md", "LICENSE", "pyproject.toml", "requirements.lock"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=lambda folder, names: WITHOUT & {*names})
        else:
            shutil.copy(ROOT / name, root)
    rewrite(root / LAB / "settings.py", "LAMBDA_L1 = 100.0", "LAMBDA_L1 = 50.0")
    rewrite(root / LAB / "settings.py", "NUMBER = 6", "NUMBER = 7")
    rewrite(root / LAB / "parts" / "loss" / "part.py", '"l1": 1', '"l1": 2')
    rewrite(root / LAB / "parts" / "optimizer" / "part.py", '"adam": 1', '"adam": 3')
    assert run(root, "autograder", "new-part", "threshold", "--lab", "t1t2").returncode == 0
    return root


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(root: Path, *words: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", *words], cwd=root, env={**OUTER, "LC_ALL": "C.UTF-8"}, text=True,
                          capture_output=True, encoding="utf-8", timeout=600)


def test_a_release_names_each_contradiction_and_then_is_made(copy):
    """In this order, as it is done: refused, written, completed by hand, made."""
    before = {path: path.read_bytes() for path in (copy / "assignment").iterdir() if path.is_file()}
    refused = run(copy, "autograder", "release")
    assert refused.returncode == 2 and before == {path: path.read_bytes() for path in before} and not (copy / "dist").exists()
    for line in ("CONTRACT.md:15: LAMBDA_L1: 100.0 stands here, and it should be 50.0",
                 "assignment/README.zh.md:1: NUMBER: 六 stands here, and it should be 七",
                 "solution/training.py:9: LAMBDA_L1: 100.0 stands here, and it should be 50.0",
                 "CONTRACT.md:42: points of loss: 10 stands here, and it should be 11",
                 "README.md:39: points of optimizer: 5 stands here, and it should be 7",
                 "assignment/README.md:89: points of threshold: nothing stands here"):
        assert line in refused.stderr, refused.stderr
    assert "LAMBDA_L1 of the samples: 100 stands here" in refused.stderr

    written = run(copy, "autograder", "release", "--update-texts")
    assert written.returncode == 2 and "assignment/README.zh.md" in written.stdout
    left = [line for line in written.stderr.splitlines() if "stands here" in line]
    assert left and all("points of threshold" in line for line in left), written.stderr

    tables = {line.split(":")[0] for line in left}
    for name in tables:  # what only a person can write
        add_row(copy / name)
    made = run(copy, "autograder", "release", "--package", "students.zip")
    assert made.returncode == 0 and (copy / "students.zip").exists(), made.stderr
    for name, said in (("training.py", "lambda_l1=50.0"), ("lab.ipynb", "# 实验七：基于"), ("lab.ipynb", "7 分 points"),
                       ("threshold.py", "NotImplementedError"), ("README.md", "Why 50?")):
        assert said in (copy / "assignment" / name).read_text(encoding="utf-8"), name


def add_row(path: Path) -> None:
    """A row, or a column, for the new part in every table of points."""
    text = path.read_text(encoding="utf-8")
    row = re.compile(r"^(\| overfit \|(.*\|)? )10 \|\n", re.MULTILINE)
    text = row.sub(lambda line: f"{line[0]}{line[1].replace('overfit', 'threshold')}5 |\n", text)
    text = re.sub(r"(\| overfit )(\| \*\*total.*\n\|(?:---\|)+)(\n(?:\| \d+ )+)(\| \*\*)", r"\1| threshold \2---|\3| 5 \4", text)
    path.write_text(text, encoding="utf-8")


def test_the_solution_passes_and_mistakes_stay_mistakes(copy):
    done = run(copy, "pytest", "-q", *(f"{LAB}/parts/{part}" for part in ("loss", "optimizer", "training_step", "threshold")))
    assert done.returncode == 0 and "27 passed" in done.stdout, done.stdout + done.stderr
    work = copy / "work"
    shutil.copytree(copy / "solution", work)
    for name, lost in (("lambda_default_1", {"lambda_default"}), ("lambda_default_10", {"lambda_default"}),
                       ("lambda_ignored", {"lambda_honoured"})):
        shutil.copy(copy / "fixtures" / "misconceptions" / "loss" / f"{name}.py", work / "training.py")
        done = run(copy, "pytest", "-q", f"{LAB}/parts/loss", "--submission", str(work))
        assert set(re.findall(r"^FAILED \S+::test_(\w+)", done.stdout, re.MULTILINE)) == lost, done.stdout
    sample = (copy / "fixtures" / "submissions" / "chen_wei" / "training.py").read_text(encoding="utf-8")
    assert "lambda_l1=50.0" in sample and "100.0" not in sample
