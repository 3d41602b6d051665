"""nbgrader's real commands on the course that `make nbgrader` writes, from generate_assignment to export."""
from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.diagnosis import grade
from autograder.grading import verdict as verdicts
from autograder.lab import load
from autograder.labs.t1t2.lab import LAB
from autograder.platforms.nbgrader.assignment import source_notebook
from autograder.platforms.nbgrader.completing import complete
from autograder.platforms.nbgrader.course import build
from autograder.platforms.nbgrader.handout import handout
from autograder.platforms.nbgrader.names import answers, parts_by_cell
from autograder.platforms.nbgrader.test_cells import current_cells
from autograder.release.notebook import check_cell, write
from autograder.release.skeleton import finished, leaks, solution_sources, strip
from autograder.reports.pages.archive import reprint
from autograder.reports.words import lines_of
from autograder.submissions.submission import read_submission
from tests.conftest import ROOT, solution
from tests.platforms.nbgrader_course import ASSIGNMENT, cell, filled, hand_in, make_course, mangle, nbgrader, points

MARKED = solution_sources(LAB)
SOURCES = {file: finished(source) for file, source in MARKED.items()}
NO_HALF = SOURCES["training.py"].replace("0.5 * (loss", "(loss")
SECRET = "a secret of this test"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return make_course(tmp_path_factory.mktemp("course"), secret=SECRET)


@pytest.fixture(scope="module")
def released(course) -> nbformat.NotebookNode:
    return nbformat.read(course / "release" / ASSIGNMENT / "lab.ipynb", as_version=4)


@pytest.fixture(scope="module")
def graded(course, released, tmp_path_factory) -> Path:
    """The course with a class that nbgrader has graded: files, notebooks, a wreck, and what is none."""
    room = tmp_path_factory.mktemp("class")
    nbformat.write(filled(released, {**SOURCES, "training.py": NO_HALF}), room / "half.ipynb")
    wreck = json.loads(nbformat.writes(filled(released, {**SOURCES, "training.py": NO_HALF})))
    mangle(wreck)
    (room / "wreck.ipynb").write_text(json.dumps(wreck), encoding="utf-8")
    (room / "broken.ipynb").write_text('{"cells": [', encoding="utf-8")
    for name in ("half", "wreck", "broken"):
        hand_in(course, name, room / f"{name}.ipynb")
    crash = {"training.py": "import sys\nprint('a warning', file=sys.stderr)\n" + solution("training.py"),
             "generator.py": "import os\nos._exit(0)\n", **{name: solution(name) for name in (
                 "dataset.py", "discriminator.py", "inference.py")}}
    (room / "crash").mkdir()
    for name, text in crash.items():
        (room / "crash" / name).write_text(text, encoding="utf-8")
    hand_in(course, "crash", room / "crash")
    nbgrader(course, "autograde", ASSIGNMENT)
    return course


# The course

def test_the_source_has_every_part_with_the_rubric_s_points():
    book = source_notebook(MARKED, LAB, "en")
    marks = {cell.id: cell.metadata.nbgrader for cell in book.cells if "nbgrader" in cell.metadata}
    assert {name: mark["points"] for name, mark in marks.items() if name in parts_by_cell(load())} == {
        check_cell(part.name): 0 if part.bonus else part.points for part in LAB.parts}
    assert all(marks[name]["grade"] and marks[name]["solution"] and marks[name]["points"] == 0 for name in answers(LAB))
    assert {name: mark["points"] for name, mark in
            ((cell.id, cell.metadata.nbgrader) for cell in source_notebook(MARKED, LAB, None, 5).cells
             if cell.id in answers(LAB))} == dict.fromkeys(answers(LAB), 5)
    assert all(mark["locked"] for name, mark in marks.items() if name.startswith(("text-", "question-", "check_")))


def test_students_get_the_stubs_and_no_answer(course, released):
    for file, source in MARKED.items():
        assert cell(released, file.removesuffix(".py"))["source"] == f"# {file}\n{strip(source, file)}".rstrip()
    given = course / "release" / ASSIGNMENT
    for path in sorted(given.rglob("*")):
        if path.suffix in (".py", ".md", ".ipynb", ".txt", ".json", ".po") and "CONTRACT" not in path.name:
            assert set(leaks(path.read_text(encoding="utf-8"), MARKED)) <= {"with torch.no_grad():"}, path
    text = nbformat.writes(released)
    assert "HIDDEN" not in text and "hidden=True" not in text and "What to look for" not in text
    assert not (given / "autograder" / "release").exists() and (given / "figures" / "cgan.png").exists()


# Of the students' package alone: a release has the notebook, and the grader beside it.
ELSEWHERE = ("make ", "Makefile", "train.py", "show.py", "evaluate.py", "fixtures/", "assignment/", "dataset/", "runs/",
             "../", "`--", ".zip", "<!--")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "lab.ipynb"])
def test_what_students_read_speaks_of_what_they_have(course, name):
    given = course / "release" / ASSIGNMENT
    if name == "lab.ipynb":
        text = "\n".join(found.source for found in nbformat.read(given / name, as_version=4).cells
                         if found.cell_type == "markdown" or found.id.startswith("code-"))
    else:
        text = (given / name).read_text(encoding="utf-8")
    assert [word for word in ELSEWHERE if word in text] == []
    links = re.findall(r"\]\(([^)#][^)]*)\)", text)
    assert links and [link for link in links if not (given / link).exists()] == []
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-")
                for line in text.splitlines() if line.startswith("#")}
    assert [link for link in re.findall(r"\]\(#([^)]+)\)", text) if link not in headings] == []


def test_a_mark_of_the_handout_without_its_other_is_said():
    assert handout("a <!-- package -->make test<!-- nbgrader: the cells --> b<!-- package --> c<!-- nbgrader -->") == (
        "a the cells b")
    for text in ("<!-- package -->make test", "make test<!-- nbgrader: the cells -->"):
        with pytest.raises(ValueError, match="without the other"):
            handout(text)


def test_it_is_released_as_nbgrader_does_it(course, tmp_path):
    tmp_path.chmod(0o777)
    nbgrader(course, "release_assignment", ASSIGNMENT, f"--Exchange.root={tmp_path}")
    assert (tmp_path / "t1t2-lab" / "outbound" / ASSIGNMENT / "lab.ipynb").exists()


def test_a_course_that_is_made_again_keeps_what_is_its_own(tmp_path):
    build(tmp_path, LAB, "en", "first")
    for name in ("gradebook.db", "submitted/a/t1t2/lab.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    (tmp_path / "lab" / "autograder" / "stale.py").write_text("")
    build(tmp_path, LAB, "en", "second")
    assert 'secret = "first"' in (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8")
    assert (tmp_path / "gradebook.db").read_text() == "mine" and (tmp_path / "submitted" / "a").exists()
    assert not (tmp_path / "lab" / "autograder" / "stale.py").exists()


def test_without_the_grader_nothing_of_nbgrader_s_runs(tmp_path):
    """nbgrader goes on after a configuration that fails, and would run strangers' notebooks itself."""
    build(tmp_path, LAB, "en", SECRET)
    shutil.rmtree(tmp_path / "lab")
    done = nbgrader(tmp_path, "autograde", ASSIGNMENT, check=False)
    assert done.returncode != 0 and "The grader can't be loaded" in done.stderr


# Grading

def test_the_points_and_words_are_those_of_grade(graded, zygote):
    submitted = graded / "submitted" / "half" / ASSIGNMENT
    verdict = grade(read_submission(submitted), zygote, secret=SECRET)
    assert points(graded, "half") == {result.check: result.earned for result in verdict.results}
    assert verdict.score == 99
    book = nbformat.read(graded / "autograded" / "half" / ASSIGNMENT / "lab.ipynb", as_version=4)
    lost = next(result for result in verdict.results if result.check == "loss.half")
    words = cell(book, "check_loss")["outputs"][0]["text"]
    assert all(line in words for line in lines_of(lost, "en")) and "9/10" in words
    assert cell(book, "check_loss")["outputs"][1]["data"]["text/plain"] == "9.0"


def test_a_wreck_has_the_points_of_its_code_and_says_what_was_found(graded):
    assert points(graded, "wreck") == points(graded, "half")
    notes = [note.to_json() for note in verdicts.load(
        graded / "graded" / ASSIGNMENT / "wreck" / "verdict.json").notes]
    said = json.dumps(notes)
    assert all(f'"{name}"' in said for name in ("check_loss", "generator", "check_optimizer", "check_dataset", "text-04"))
    book = nbformat.read(graded / "autograded" / "wreck" / ASSIGNMENT / "lab.ipynb", as_version=4)
    names = [found.metadata.nbgrader.grade_id for found in book.cells if "nbgrader" in found.metadata]
    assert len(names) == len(set(names)) and {*parts_by_cell(load()), *answers(LAB)} <= set(names)
    text = "\n".join(found.source for found in book.cells)
    assert "my answer to question 2" in text and "20 points, please" in text  # nothing is lost


def test_a_crash_and_what_is_no_notebook_cost_what_they_cost(graded):
    crash = points(graded, "crash")
    parts = {part.name: sum(crash[check] for check in part.check_ids) for part in LAB.parts}
    assert parts["loss"] == 10 and parts["training_step"] == 15 and parts["generator"] == 0  # stderr costs nothing
    assert not any(points(graded, "broken").values())
    book = nbformat.read(graded / "autograded" / "broken" / ASSIGNMENT / "lab.ipynb", as_version=4)
    assert "can't be read as a notebook" in cell(book, "check_loss")["outputs"][0]["text"]


def test_the_exported_table_agrees_with_grades_csv(graded, tmp_path):
    nbgrader(graded, "export", "--to", str(tmp_path / "exported.csv"))
    with open(tmp_path / "exported.csv", encoding="utf-8") as file:
        exported = {row["student_id"]: row for row in csv.DictReader(file)}
    reprint(graded / "graded" / ASSIGNMENT, "en")
    with open(graded / "graded" / ASSIGNMENT / "grades.csv", encoding="utf-8-sig") as file:
        ours = {row["submission"]: row for row in csv.DictReader(file)}
    assert set(ours) >= {"half", "wreck", "crash", "broken"}
    for name in ("half", "wreck", "crash"):
        assert float(exported[name]["score"]) == int(ours[name]["score"]) + int(ours[name]["bonus"])
        assert float(exported[name]["max_score"]) == LAB.total
    assert float(exported["half"]["score"]) == 109 and float(exported["broken"]["score"]) == 0
    assert ours["broken"]["flags"] != ""


NAMES = {"half": ("Lee", 'Ann "Bo", Jr.'), "wreck": ("=Eve\nDan", "张, 三"), "crash": ("O'Neill, ", "")}


def test_names_with_commas_quotes_and_new_lines_move_no_column(graded, tmp_path):
    """However a person came into the gradebook; nbgrader's own export moves "Lee, Ann"'s score into another column."""
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as gradebook:
        for student, (last, first) in NAMES.items():
            gradebook.update_or_create_student(student, last_name=last, first_name=first, email="a,b@x.org")
        gradebook.update_or_create_student("nothing handed in", last_name='"')
    nbgrader(graded, "export", "--to", str(tmp_path / "all.csv"))
    nbgrader(graded, "export", "--to", str(tmp_path / "one.csv"), "--student", "['half']", "--assignment", f"['{ASSIGNMENT}']")
    tables = {}
    for name in ("all", "one"):
        with open(tmp_path / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            tables[name] = {row["student_id"]: row for row in csv.DictReader(file)}
    rows = tables["all"]
    assert set(rows) == {*NAMES, "broken", "nothing handed in"} and set(tables["one"]) == {"half"}
    for student in NAMES:
        verdict = verdicts.load(graded / "graded" / ASSIGNMENT / student / "verdict.json")
        assert (float(rows[student]["score"]), float(rows[student]["extra_credit"])) == (
            verdict.score + verdict.bonus, verdict.bonus)
        assert rows[student]["email"] == "a,b@x.org" and None not in rows[student]
    assert (rows["half"]["last_name"], rows["half"]["first_name"]) == NAMES["half"]
    assert rows["wreck"]["last_name"] == "'=Eve Dan"  # no formula, no second line
    assert float(rows["nothing handed in"]["score"]) == 0 and rows["nothing handed in"]["timestamp"] == ""


def test_feedback_shows_words_and_no_hidden_test(graded):
    nbgrader(graded, "generate_feedback", ASSIGNMENT)
    pages = {name: (graded / "feedback" / name / ASSIGNMENT / "lab.html").read_text(encoding="utf-8")
             for name in ("half", "wreck")}
    assert "The factor 1/2 of D's loss is missing." in pages["half"]
    assert not any(word in page for page in pages.values() for word in ("hidden=True", "HIDDEN TESTS", SECRET))
    assert "<script>alert" not in pages["wreck"] and "&lt;script&gt;alert" in pages["wreck"]
    assert not (graded / "feedback" / "half" / ASSIGNMENT / "autograder").exists()


def test_a_submission_without_the_notebook_gets_one(tmp_path, released):
    files, renamed, empty = (tmp_path / "submitted" / name / ASSIGNMENT for name in ("files", "renamed", "empty"))
    for folder in (files, renamed, empty):
        folder.mkdir(parents=True)
    (files / "generator.py").write_text(solution("generator.py"), encoding="utf-8")
    write(filled(released, SOURCES), renamed / "lab (1).ipynb")
    (empty / "photo.jpg").write_bytes(b"\xff\xd8")
    assert complete(tmp_path, ASSIGNMENT) == [files / "lab.ipynb", renamed / "lab.ipynb"]
    assert complete(tmp_path, ASSIGNMENT) == []
    submission = read_submission(files)
    assert submission.files == {"generator.py": solution("generator.py")} and submission.cells == {"lab.ipynb": []}
    assert (renamed / "lab.ipynb").read_bytes() == (renamed / "lab (1).ipynb").read_bytes()


# The student's kernel

def test_validate_runs_the_public_checks(released, tmp_path):
    """A notebook of one step, right and wrong: all of it would take a minute."""
    kept = ("training", "check_loss", "check_optimizer")
    for name, source in (("right", SOURCES["training.py"]), ("wrong", NO_HALF)):
        book = filled(released, {"training.py": source})
        book.cells = [found for found in book.cells if found.id in kept]
        write(book, tmp_path / f"{name}.ipynb")
    (tmp_path / "autograder").symlink_to(ROOT / "autograder")
    right = nbgrader(tmp_path, "validate", "right.ipynb", "--Execute.timeout=300")
    assert "passes all the tests" in right.stdout
    wrong = nbgrader(tmp_path, "validate", "wrong.ipynb", "--Execute.timeout=300")
    assert "VALIDATION FAILED ON 1 CELL(S)" in wrong.stdout
    assert "The factor 1/2 of D's loss is missing." in wrong.stdout


def test_only_what_still_counts_of_the_kernel_s_past_is_examined():
    past = ["import torch", "def f():\n    return 1", "def g(:", "f()", "def f():\n    return 2", "%matplotlib inline",
            "def f():\n    return 3\nx = 1", "from torch import *"]
    assert current_cells(past) == ["import torch", "", "", "f()", "", "%matplotlib inline", past[6], past[7]]
