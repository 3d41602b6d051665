"""The students' package: skeleton, handout, the public checks, synthetic slices; no answer.

Stubs and notebook are made fresh from the solution's marks, so that an instructor's own trials in
assignment/ never travel; the rest is listed by name, so that nothing travels by chance.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder.release.contents import ROOT, grader, write_zip
from autograder.release.marks import strip
from autograder.release.notebook import notebook
from autograder.release.skeleton import solution_sources
from autograder.submissions.submission import NOTEBOOK

FOLDER = "t1t2-lab"
GIVEN = ("CONTRACT.md", "LICENSE", "requirements.txt", "requirements-data.txt",
         "requirements-notebook.txt",
         "assignment/README.md", "assignment/README.zh.md", "assignment/figures/*.png",
         "assignment/train.py", "assignment/training_run.py", "assignment/training_speed.py", "assignment/show.py",
         "assignment/evaluate.py", "assignment/evaluation_scores.py", "assignment/evaluation_page.py",
         "assignment/challenge_weights.py",
         "dataset/README.md", "dataset/prepare_ixi.py", "dataset/preparation/*.py",
         "fixtures/ixi_mini/README.md", "fixtures/ixi_mini/*/*.png")
OWN = Path(__file__).parent / "student"


def build(target: Path) -> Path:
    """Write the package: one folder in a zip."""
    contents = dict(grader())
    for path in _given():
        contents[path.relative_to(ROOT).as_posix()] = path.read_bytes()
    for path in OWN.rglob("*"):
        if path.is_file():
            contents[path.relative_to(OWN).as_posix()] = path.read_bytes()
    stubs = {file: strip(source, file) for file, source in solution_sources(ROOT / "solution").items()}
    contents |= {f"assignment/{file}": stub.encode() for file, stub in stubs.items()}
    contents[f"assignment/{NOTEBOOK}"] = (nbformat.writes(notebook(stubs)) + "\n").encode()
    return write_zip(target, {f"{FOLDER}/{name}": content for name, content in contents.items()})


def _given() -> Iterator[Path]:
    for pattern in GIVEN:
        found = sorted(ROOT.glob(pattern))
        if not found:
            raise FileNotFoundError(f"the students' package should hold {pattern}, and nothing is called that")
        yield from found
