"""What ships is decided by folders: a new file ships nowhere until its folder does."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.labs.t1t2.lab import LAB
from autograder.platforms.nbgrader.course import build as nbgrader
from autograder.release import package
from autograder.release.contents import GRADES, grader
from autograder.release.skeleton import MarkError, release
from tests.conftest import ROOT

ROOMS = ("assignment", "autograder", "dataset", "fixtures", "solution")  # what releases are made of
SECRET = "a secret of this test"
PACKED = """
from pathlib import Path
from autograder.lab import load
from autograder.platforms.gradescope.package import build as gradescope
from autograder.platforms.nbgrader.course import build as nbgrader
from autograder.release.package import build as package

out, lab = Path({out!r}), load()
package(out / "student.zip", lab)
gradescope(out / "gradescope.zip", lab, "en", {secret!r})
nbgrader(out / "course", lab, "en", {secret!r})
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Path:
    """What the repository holds, copied, so that files can be dropped into it."""
    copy = tmp_path_factory.mktemp("repository")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in tracked.split("\0")[:-1]:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


def packed(repository: Path, out: Path) -> dict[str, bytes]:
    """Every file of every released package, made by the repository's own code."""
    out.mkdir()
    subprocess.run([sys.executable, "-B", "-c", PACKED.format(out=str(out), secret=SECRET)], cwd=repository, check=True,
                   env={**os.environ, "PYTHONPATH": ""})
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in (out / "course").rglob("*") if path.is_file()}
    for name in ("student", "gradescope"):
        with zipfile.ZipFile(out / f"{name}.zip") as archive:
            found |= {f"{name}/{entry}": archive.read(entry) for entry in archive.namelist()}
    return found


@pytest.fixture(scope="module")
def before(repository, tmp_path_factory) -> dict[str, bytes]:
    return packed(repository, tmp_path_factory.mktemp("before") / "out")


def places(repository: Path) -> list[Path]:
    """The root, every folder in it, and the folders that hold the engine's rooms, the labs and the lab's rooms."""
    tops = [path for path in repository.iterdir() if path.is_dir()]
    assert {path.name for path in tops} >= {*ROOMS, "docs", "tests"}
    return [repository, *tops, *(repository / "autograder" / name for name in ("labs", "labs/t1t2"))]


def test_a_new_file_ships_nowhere(repository, before, tmp_path):
    """Neither beside the rooms, nor in a room of its own."""
    dropped = [place / name for place in places(repository)
               for name in ("new_file.py", "new_file.txt", "new_file.png", "new_room/new_file.py")]
    for path in dropped:
        path.parent.mkdir(exist_ok=True)
        path.write_text("the answer", encoding="utf-8")
    try:
        assert packed(repository, tmp_path / "out") == before
    finally:
        for path in dropped:
            path.unlink()


def test_a_new_file_ships_where_its_folder_does(repository, before, tmp_path):
    """Whatever it is called: what a shipped folder holds is needed there."""
    dropped = [repository / "autograder" / place / "new_table.csv" for place in ("grading", "labs/t1t2/parts/loss")]
    for path in dropped:
        path.write_text("1,2", encoding="utf-8")
    try:
        new = set(packed(repository, tmp_path / "out")) - set(before)
    finally:
        for path in dropped:
            path.unlink()
    assert new == {f"{where}/autograder/{place}/new_table.csv" for place in ("grading", "labs/t1t2/parts/loss")
                   for where in (f"student/{LAB.student_folder}", "gradescope/lab", "course/lab", "course/source/t1t2")}


def test_what_makes_or_examines_a_course_is_not_in_the_grader():
    rooms = {name.split("/")[1] for name, _ in grader(LAB)}
    assert rooms == {name.split("/")[0] for name in GRADES} and not rooms & {"release", "verification", "benchmark"}
    inside = {Path(name).relative_to("autograder/labs/t1t2").parts[0] for name, _ in grader(LAB) if "/t1t2/" in name}
    assert inside == set(LAB.ships)


@pytest.mark.parametrize("file", LAB.files)
def test_an_unmarked_file_refuses_every_release(tmp_path, file):
    """It would be given out whole; nothing is written anywhere."""
    shutil.copytree(LAB.solution, tmp_path / "solution")
    lab = replace(LAB, root=tmp_path)
    text = (lab.solution / file).read_text(encoding="utf-8")
    (lab.solution / file).write_text("".join(line for line in text.splitlines(keepends=True) if "### " not in line),
                                     encoding="utf-8")
    for make in (lambda: release(lab), lambda: package.build(tmp_path / "student.zip", replace(lab, given=())),
                 lambda: nbgrader(tmp_path / "course", lab, "en", SECRET)):
        with pytest.raises(MarkError, match=rf"^solution/{re.escape(file)}:\d+: nothing in \w+ is marked"):
            make()
    assert {path.name for path in tmp_path.iterdir()} == {"solution"}
