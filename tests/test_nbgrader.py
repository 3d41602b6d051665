"""nbgrader's real commands on the course that `make nbgrader` writes, from generate_assignment to export."""
from __future__ import annotations

import copy
import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder import rubric
from autograder import verdict as verdicts
from autograder.batch import Outcome, find_submissions
from autograder.commands import teaching
from autograder.delivery.nbgrader.assignment import source_notebook
from autograder.delivery.nbgrader.course import build
from autograder.delivery.notebook import write
from autograder.delivery.skeleton import finished, leaks, solution_sources, strip
from autograder.grading import grade
from autograder.jupyter import living
from autograder.messages import say
from autograder.nbgrading.completing import complete
from autograder.nbgrading.gradebook import Ledger, NoGradebook, enter_class
from autograder.nbgrading.markdown import fenced
from autograder.nbgrading.names import ANSWERS, ASSIGNMENT, TESTED, check_cell
from autograder.nbgrading.reading import read_notebook
from autograder.nbgrading.restoring import course_cells, restore
from autograder.reports.pages.archive import reprint
from autograder.reports.words import lines_of
from autograder.submission import read_submission
from tests.conftest import ROOT, solution
from tests.nbgrader_course import hand_in, make_course, nbgrader, points

MARKED = solution_sources(ROOT / "solution")
SOURCES = {file: finished(source) for file, source in MARKED.items()}
NO_HALF = SOURCES["training.py"].replace("0.5 * (loss", "(loss")
SECRET = "a secret of this test"


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return make_course(tmp_path_factory.mktemp("course"), secret=SECRET)


@pytest.fixture(scope="module")
def released(course) -> nbformat.NotebookNode:
    return nbformat.read(course / "release" / ASSIGNMENT / "lab.ipynb", as_version=4)


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
    book = source_notebook(MARKED, "en")
    marks = {cell.id: cell.metadata.nbgrader for cell in book.cells if "nbgrader" in cell.metadata}
    assert {name: mark["points"] for name, mark in marks.items() if name in TESTED} == {
        check_cell(part.name): 0 if part.bonus else part.points for part in rubric.PARTS}
    assert all(marks[name]["grade"] and marks[name]["solution"] and marks[name]["points"] == 0 for name in ANSWERS)
    assert {name: mark["points"] for name, mark in
            ((cell.id, cell.metadata.nbgrader) for cell in source_notebook(MARKED, None, 5).cells
             if cell.id in ANSWERS)} == dict.fromkeys(ANSWERS, 5)
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
    assert not (given / "autograder" / "delivery").exists() and (given / "figures" / "cgan.png").exists()


def test_it_is_released_as_nbgrader_does_it(course, tmp_path):
    tmp_path.chmod(0o777)
    nbgrader(course, "release_assignment", ASSIGNMENT, f"--Exchange.root={tmp_path}")
    assert (tmp_path / "t1t2-lab" / "outbound" / ASSIGNMENT / "lab.ipynb").exists()


def test_a_course_that_is_made_again_keeps_what_is_its_own(tmp_path):
    build(tmp_path, "en", "first")
    for name in ("gradebook.db", "submitted/a/t1t2/lab.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    (tmp_path / "lab" / "autograder" / "stale.py").write_text("")
    build(tmp_path, "en", "second")
    assert 'secret = "first"' in (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8")
    assert (tmp_path / "gradebook.db").read_text() == "mine" and (tmp_path / "submitted" / "a").exists()
    assert not (tmp_path / "lab" / "autograder" / "stale.py").exists()


def test_without_the_grader_nothing_of_nbgrader_s_runs(tmp_path):
    """nbgrader goes on after a configuration that fails, and would run strangers' notebooks itself."""
    build(tmp_path, "en", SECRET)
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
    assert len(names) == len(set(names)) and {*TESTED, *ANSWERS} <= set(names)
    text = "\n".join(found.source for found in book.cells)
    assert "my answer to question 2" in text and "20 points, please" in text  # nothing is lost


def test_a_crash_and_what_is_no_notebook_cost_what_they_cost(graded):
    crash = points(graded, "crash")
    parts = {part.name: sum(crash[check] for check in part.check_ids) for part in rubric.PARTS}
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
        assert float(exported[name]["max_score"]) == rubric.TOTAL
    assert float(exported["half"]["score"]) == 109 and float(exported["broken"]["score"]) == 0
    assert ours["broken"]["flags"] != ""


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
    assert complete(tmp_path) == [files / "lab.ipynb", renamed / "lab.ipynb"]
    assert complete(tmp_path) == []
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
    assert living(past) == ["import torch", "", "", "f()", "", "%matplotlib inline", past[6], past[7]]


# The gradebook

@pytest.fixture(scope="module")
def ledger(course) -> Ledger:
    return Ledger.at(str(course))


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """A verdict on everything: 99 points and the bonus, without grading it again."""
    from autograder.verdict import FAILED, PASSED, CheckResult, Verdict

    results = [CheckResult(check, FAILED if check == "loss.half" else PASSED, say("A claim.")) for check in rubric.POINTS]
    return Outcome("someone", Verdict("someone", "", results, confinement={"sufficient": True}))


def entered(ledger: Ledger, student: str) -> tuple[float, float]:
    with Gradebook(ledger.url) as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, student)
        return submission.score, submission.max_score


DAMAGE: dict[str, Callable[[dict], None]] = {
    "untouched": lambda book: None,
    "wrecked": mangle,
    "without metadata": lambda book: [found.update(metadata={}) for found in book["cells"]],
    "without names": lambda book: [found.update(metadata={}, id=f"c{place}") for place, found in enumerate(book["cells"])],
    "one id for all": lambda book: [found.update(id="same") for found in book["cells"]],
    "no cells": lambda book: book.update(cells=[]),
    "only copies": lambda book: book.update(cells=book["cells"] * 3),
    "turned round": lambda book: book["cells"].reverse(),
    "format 3": lambda book: (book.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": [
        {"cell_type": "code", "input": "x = 1", "outputs": [], "language": "python"}]}]), book.pop("cells")),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_the_notebook_is_the_gradebook_has_the_verdict(ledger, outcome, released, tmp_path, damage):
    book = json.loads(nbformat.writes(filled(released, SOURCES)))
    DAMAGE[damage](book)
    (tmp_path / "lab.ipynb").write_text(json.dumps(book), encoding="utf-8")
    page = ledger.enter(Outcome(damage, outcome.verdict), tmp_path, "zh")
    assert entered(ledger, damage) == (109, 100)
    written = nbformat.read(page, as_version=4)
    nbformat.validate(written)
    names = [found.metadata.nbgrader.grade_id for found in written.cells if "nbgrader" in found.metadata]
    assert {*TESTED, *ANSWERS} <= set(names) and len(names) == len(set(names))


def test_files_are_entered_too_and_a_person_s_points_stay(ledger, outcome, submit):
    folder = submit()
    page = ledger.enter(outcome, folder, "en")
    assert any(solution("generator.py") in found.source for found in nbformat.read(page, as_version=4).cells)
    with Gradebook(ledger.url) as gradebook:
        waiting = {grade.name for notebook in gradebook.find_submission(ASSIGNMENT, "someone").notebooks
                   for grade in notebook.grades if grade.needs_manual_grade}
        assert waiting == set(ANSWERS)  # nobody knows where the answers are
        gradebook.find_grade("check_loss", "lab", ASSIGNMENT, "someone").manual_score = 10.0
        gradebook.db.commit()
    ledger.enter(outcome, folder, "en")
    assert entered(ledger, "someone") == (110, 100)


def test_a_tree_of_submissions_is_entered_with_its_times(ledger, outcome, tmp_path):
    for name, stamp in (("early", "2026-11-01 08:00:00.25 UTC"), ("odd", "yesterday, 99999999999999999999")):
        folder = tmp_path / name / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / "training.py").write_text(solution("training.py"), encoding="utf-8")
        (folder / "timestamp.txt").write_text(stamp)
    submissions = find_submissions([tmp_path])
    assert enter_class(ledger, submissions, [replace(outcome, name=name) for name in (*submissions, "not here")], "en") == 2
    with Gradebook(ledger.url) as gradebook:
        times = {name: gradebook.find_submission(ASSIGNMENT, name).timestamp for name in submissions}
    assert times == {"early": datetime(2026, 11, 1, 8, 0, 0, 250000), "odd": None}
    assert entered(ledger, "early") == (109, 100)


def test_a_place_without_the_assignment_is_said_before_anything_is_graded(tmp_path):
    with pytest.raises(NoGradebook, match="nowhere"):
        Ledger.at(str(tmp_path / "nowhere.db"))
    assert not (tmp_path / "nowhere.db").exists()
    done = CliRunner().invoke(teaching.grade, [str(tmp_path), "--unconfined", "--gradebook", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 2 and "generate_assignment" in done.output


def test_an_untouched_answer_is_no_response_and_a_missing_one_waits_for_a_person(ledger, outcome, released, tmp_path):
    book = filled(released, SOURCES)
    book.cells = [found for found in book.cells if found.id != "answer_discriminator"]
    cell(book, "answer_wrong_t2")["source"] = "Because."
    write(book, tmp_path / "lab.ipynb")
    ledger.enter(Outcome("answers", outcome.verdict), tmp_path, "en")
    with Gradebook(ledger.url) as gradebook:
        waiting = {name: gradebook.find_grade(name, "lab", ASSIGNMENT, "answers").needs_manual_grade for name in ANSWERS}
    assert waiting == {"answer_l1": False, "answer_discriminator": True, "answer_wrong_t2": True}


def test_a_copied_answer_keeps_what_was_written(ledger, released, tmp_path):
    book = filled(released, {})
    answer = cell(book, "answer_l1")
    untouched = copy.deepcopy(answer)
    answer["source"] = "what I think"
    book.cells.append(untouched)
    (tmp_path / "lab.ipynb").write_text(json.dumps(book), encoding="utf-8")
    with Gradebook(ledger.url) as gradebook:
        course = course_cells(gradebook, "lab", ASSIGNMENT)
    restored, findings = restore(read_notebook(tmp_path / "lab.ipynb"), course, "en")
    assert cell(restored, "answer_l1")["source"] == "what I think"
    assert any("answer_l1" in finding.values.values() for finding in findings)


def test_students_html_is_quoted_and_fences_hold():
    from jinja2 import Environment

    environment = Environment(autoescape=False)
    from autograder.nbgrading.markdown import quoted_html

    environment.filters["markdown2html"] = quoted_html
    render = environment.from_string("{{ text | markdown2html }}").render
    hostile = ("<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) ![](attachment:gone.png)\n\n"
               "```mermaid\n<script>alert(1)</script>\n```\n\n$<b>$\n\n" + fenced("```\n<i>"))
    page = render(text=hostile, cell={})
    assert not any(word in page for word in ("<img src=x", "<script", 'href="javascript', "<b>", "<i>"))
    assert "<strong>bold</strong>" in render(text="**bold**", cell={})
