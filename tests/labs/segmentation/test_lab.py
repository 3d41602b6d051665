"""Lab two as a whole: its solution, its sample class, what it gives out, and what its texts say."""
from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from autograder.diagnosis import grade
from autograder.lab import load
from autograder.release import package
from autograder.release.leaks import leaks
from autograder.release.marks import finished, strip
from autograder.release.skeleton import solution_sources
from autograder.release.texts import contradictions
from autograder.sandbox import open_workers
from autograder.submissions.submission import read_submission
from autograder.verification.course import lost_checks
from autograder.verification.fingerprints import lay_out

LAB = load("segmentation")
# Lines that every program with torch and matplotlib has.
COMMON = {"with torch.no_grad():", "optimizer.step()", "optimizer.zero_grad()", "scheduler.step()",
          "figure, axis = plt.subplots()"}


@pytest.fixture(scope="module")
def workers():
    opened = open_workers(lab=LAB.reference)
    yield opened
    opened.close()


def test_the_solution_gets_everything(workers):
    verdict = grade(read_submission(LAB.solution, lab=LAB), workers, secret="of this test")
    assert (verdict.score, verdict.bonus, verdict.total, verdict.lab) == (100, 10, 100, "segmentation")
    assert verdict.notes == [] and len(verdict.results) == len(LAB.points) >= 45


@pytest.mark.parametrize("name, lost", [
    ("dataset/flips_apart", {"dataset.flips_together"}), ("network/softmax_end", {"network.logits"}),
    ("losses/pooled_over_batch", {"losses.per_slice"}), ("metrics/hausdorff_one_way", {"metrics.hausdorff_both_ways"}),
    ("training/scheduler_each_batch", {"training.scheduler_step"}), ("inference/no_legend", {"inference.legend"})])
def test_a_mistake_costs_its_own_check_and_is_named(workers, tmp_path, name, lost):
    part, mistake = name.split("/")
    verdict = grade(read_submission(lay_out(LAB, name, tmp_path), lab=LAB), workers, parts=[part], secret="of this test")
    assert set(lost_checks(verdict)) == lost
    assert [result.misconceptions[0] for result in verdict.results if result.misconceptions] == [mistake]


def test_stubs_are_those_of_the_solution_and_give_nothing_away(tmp_path):
    sources = solution_sources(LAB)
    for file, source in sources.items():
        assert (LAB.assignment / file).read_text(encoding="utf-8") == strip(source, file)
    with zipfile.ZipFile(package.build(tmp_path / "student.zip", LAB)) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
        given = [archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".py", ".md", ".ipynb"))]
    assert {*(f"assignment/{file}" for file in LAB.files), "fixtures/mini/images/slice_000.png"} <= names
    assert not any("labs/t1t2" in name or "solution" in name for name in names)
    assert set().union(*(leaks(text, sources) for text in given)) <= COMMON


def test_the_students_package_grades(tmp_path):
    with zipfile.ZipFile(package.build(tmp_path / "student.zip", LAB)) as archive:
        archive.extractall(tmp_path)
    home = tmp_path / LAB.student_folder
    for file, source in solution_sources(LAB).items():
        (home / "assignment" / file).write_text(finished(source, file), encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "autograder", "test", "--lang", "en"], cwd=home, capture_output=True,
                          text=True, encoding="utf-8", timeout=600)
    assert done.returncode == 0 and "Score: 100 of 100, bonus 10 of 10" in done.stdout, done.stdout + done.stderr


def test_texts_say_what_the_parts_say():
    assert contradictions(LAB) == []


@pytest.mark.parametrize("name, value", [("NUMBER", 8), ("SIZE", 96), ("SMOOTH", 0.5), ("DICE_WEIGHT", 2.0),
                                         ("LEARNING_RATE", 1e-4)])
def test_a_constant_that_is_changed_is_found_in_the_texts(name, value, monkeypatch):
    monkeypatch.setitem(LAB.settings, name, value)
    found = {one.path.name for one in contradictions(LAB) if one.about.split(" ")[0] == name}
    assert {"README.md", "README.zh.md"} <= found
