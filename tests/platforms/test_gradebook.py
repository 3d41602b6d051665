"""An nbgrader gradebook filled by `grade`: whatever a notebook is like, the verdict's points are in it."""
from __future__ import annotations

import copy
import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from jinja2 import Environment
from nbgrader.api import Gradebook, MissingEntry

from autograder.batch.class_record import COPIES, ClassRecord, enrol
from autograder.batch.grade import Outcome
from autograder.commands import assistant
from autograder.grading.asked import result_of
from autograder.grading.verdict import FAILED, PASSED, Verdict
from autograder.i18n.messages import say
from autograder.lab import load
from autograder.labs.t1t2.lab import LAB
from autograder.platforms import Handed, Student, take_in
from autograder.platforms.nbgrader.gradebook import CourseBook, NoGradebook, enter_class
from autograder.platforms.nbgrader.markdown import fenced, quoted_html
from autograder.platforms.nbgrader.names import answers, parts_by_cell
from autograder.platforms.nbgrader.restoring import course_cells, restore
from autograder.platforms.nbgrader.submitted_notebook import read_notebook
from autograder.release.notebook import write
from autograder.release.skeleton import finished, solution_sources
from tests.conftest import solution
from tests.platforms.nbgrader_course import ASSIGNMENT, cell, filled, make_course, mangle, nbgrader

SOURCES = {file: finished(source) for file, source in solution_sources(LAB).items()}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    return make_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def released(course) -> nbformat.NotebookNode:
    return nbformat.read(course / "release" / ASSIGNMENT / "lab.ipynb", as_version=4)


@pytest.fixture(scope="module")
def coursebook(course) -> CourseBook:
    return CourseBook.at(str(course), LAB)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """A verdict on everything: 99 points and the bonus, without grading it again."""
    results = [result_of(LAB, check, FAILED if check == "loss.half" else PASSED, say("A claim.")) for check in LAB.points]
    return Outcome("someone", Verdict("someone", "", results, confinement={"sufficient": True}))


def entered(coursebook: CourseBook, student: str) -> tuple[float, float]:
    with Gradebook(coursebook.url) as gradebook:
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
def test_whatever_the_notebook_is_the_gradebook_has_the_verdict(coursebook, outcome, released, tmp_path, damage):
    book = json.loads(nbformat.writes(filled(released, SOURCES)))
    DAMAGE[damage](book)
    (tmp_path / "lab.ipynb").write_text(json.dumps(book), encoding="utf-8")
    page = coursebook.enter(Outcome(damage, outcome.verdict), tmp_path, "zh")
    assert entered(coursebook, damage) == (109, 100)
    written = nbformat.read(page, as_version=4)
    nbformat.validate(written)
    names = [found.metadata.nbgrader.grade_id for found in written.cells if "nbgrader" in found.metadata]
    assert {*parts_by_cell(load()), *answers(LAB)} <= set(names) and len(names) == len(set(names))


def test_files_are_entered_too_and_a_person_s_points_stay(coursebook, outcome, submit):
    folder = submit()
    page = coursebook.enter(outcome, folder, "en")
    assert any(solution("generator.py") in found.source for found in nbformat.read(page, as_version=4).cells)
    with Gradebook(coursebook.url) as gradebook:
        waiting = {grade.name for notebook in gradebook.find_submission(ASSIGNMENT, "someone").notebooks
                   for grade in notebook.grades if grade.needs_manual_grade}
        assert waiting == set(answers(LAB))  # nobody knows where the answers are
        gradebook.find_grade("check_loss", "lab", ASSIGNMENT, "someone").manual_score = 10.0
        gradebook.db.commit()
    coursebook.enter(outcome, folder, "en")
    assert entered(coursebook, "someone") == (110, 100)


def test_a_tree_of_submissions_is_entered_with_its_times(coursebook, outcome, tmp_path):
    for name, stamp in (("early", "2026-11-01 08:00:00.25 UTC"), ("odd", "yesterday, 99999999999999999999")):
        folder = tmp_path / "submitted" / name / ASSIGNMENT
        folder.mkdir(parents=True)
        (folder / "training.py").write_text(solution("training.py"), encoding="utf-8")
        (folder / "timestamp.txt").write_text(stamp)
    register = enrol(take_in([tmp_path / "submitted"], tmp_path / "out" / COPIES), tmp_path / "out", "public")
    outcomes = [replace(outcome, name=name) for name in (*register.handed, "not here")]
    assert enter_class(coursebook, register, outcomes, "en") == 2
    with Gradebook(coursebook.url) as gradebook:
        times = {name: gradebook.find_submission(ASSIGNMENT, name).timestamp for name in register.handed}
    assert times == {"early": datetime(2026, 11, 1, 8, 0, 0, 250000), "odd": None}
    assert entered(coursebook, "early") == (109, 100)


def test_each_member_of_a_group_is_entered_under_the_student_number(coursebook, outcome, submit):
    people = (Student("21/1", "Ada", "ada@x.org"), Student(login="bo"), Student(name="Cy"))
    register = ClassRecord({"group": Handed("group", submit(), people)})
    assert enter_class(coursebook, register, [replace(outcome, name="group")], "en") == 1
    for student in ("21_1", "bo", "group"):
        assert entered(coursebook, student) == (109, 100)
    with Gradebook(coursebook.url) as gradebook:
        assert gradebook.find_student("21_1").email == "ada@x.org"


def test_nbgrader_s_own_export_reads_every_name_that_a_roster_writes(coursebook, outcome, submit, tmp_path):
    """It quotes nothing: a comma, a quote or a new line in a name would move the score into another column."""
    names = {"l1": "Lee, Ann", "l2": 'Lee, "Bo", Jr.', "l3": '"Cy', "l4": "张，三", "l5": "Ann Lee", "l6": "a\nb"}
    for number, name in names.items():
        coursebook.enter(outcome, submit(), "en", student=Student(number, name, email='"x,y"@example.edu'))
    coursebook.enter(replace(outcome, name="Lee, Zoe"), submit(), "en")  # a folder's name, where nobody is known
    course = coursebook.autograded.parent
    nbgrader(course, "export", "--to", str(tmp_path / "x.csv"), "--exporter", "nbgrader.plugins.CsvExportPlugin")
    with open(tmp_path / "x.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file) }
    assert float(rows["Lee_ Zoe"]["score"]) == 109
    people = {number: (row["last_name"], row["first_name"], float(row["score"])) for number, row in rows.items() if number in names}
    assert people == {"l1": ("Lee", "Ann", 109), "l2": ("Lee", "Bo Jr.", 109), "l3": ("Cy", "", 109), "l4": ("张", "三", 109),
                      "l5": ("Ann Lee", "", 109), "l6": ("a b", "", 109)}


def test_what_the_grader_failed_over_is_not_entered_and_what_is_no_submission_has_nothing(coursebook, outcome, tmp_path):
    for name in ("failed", "killed", "unreadable"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lab.ipynb").write_text("{" if name == "unreadable" else '{"cells": [], "metadata": {}, '
                                                   '"nbformat": 4, "nbformat_minor": 5}')
    problem = say("The grader's own process died twice over this submission; grade it by hand.")
    outcomes = [Outcome("failed", None, problem), Outcome("unreadable", None, problem),
                Outcome("killed", replace(outcome.verdict, complete=False))]
    register = ClassRecord({name: Handed(name, tmp_path / name) for name in ("failed", "killed", "unreadable")})
    assert enter_class(coursebook, register, outcomes, "en") == 1
    assert entered(coursebook, "unreadable") == (0, 100)
    with pytest.raises(MissingEntry):
        entered(coursebook, "failed")


def test_a_place_without_the_assignment_is_said_before_anything_is_graded(tmp_path):
    with pytest.raises(NoGradebook, match="nowhere"):
        CourseBook.at(str(tmp_path / "nowhere.db"), LAB)
    assert not (tmp_path / "nowhere.db").exists()
    done = CliRunner().invoke(assistant.grade, [str(tmp_path), "--unconfined", "--gradebook", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 2 and "generate_assignment" in done.output


def test_an_untouched_answer_is_no_response_and_a_missing_one_waits_for_a_person(coursebook, outcome, released, tmp_path):
    book = filled(released, SOURCES)
    book.cells = [found for found in book.cells if found.id != "answer_discriminator"]
    cell(book, "answer_wrong_t2")["source"] = "Because."
    write(book, tmp_path / "lab.ipynb")
    coursebook.enter(Outcome("answers", outcome.verdict), tmp_path, "en")
    with Gradebook(coursebook.url) as gradebook:
        waiting = {name: gradebook.find_grade(name, "lab", ASSIGNMENT, "answers").needs_manual_grade for name in answers(LAB)}
    assert waiting == {"answer_l1": False, "answer_discriminator": True, "answer_wrong_t2": True}


def test_a_copied_answer_keeps_what_was_written(coursebook, released, tmp_path):
    book = filled(released, {})
    answer = cell(book, "answer_l1")
    untouched = copy.deepcopy(answer)
    answer["source"] = "what I think"
    book.cells.append(untouched)
    (tmp_path / "lab.ipynb").write_text(json.dumps(book), encoding="utf-8")
    with Gradebook(coursebook.url) as gradebook:
        course = course_cells(gradebook, "lab", ASSIGNMENT)
    restored, findings = restore(read_notebook(tmp_path / "lab.ipynb"), course, "en")
    assert cell(restored, "answer_l1")["source"] == "what I think"
    assert any("answer_l1" in finding.values.values() for finding in findings)


def test_students_html_is_quoted_and_fences_hold():
    environment = Environment(autoescape=False)
    environment.filters["markdown2html"] = quoted_html
    render = environment.from_string("{{ text | markdown2html }}").render
    hostile = ("<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1)) ![](attachment:gone.png)\n\n"
               "```mermaid\n<script>alert(1)</script>\n```\n\n$<b>$\n\n" + fenced("```\n<i>"))
    page = render(text=hostile, cell={})
    assert not any(word in page for word in ("<img src=x", "<script", 'href="javascript', "<b>", "<i>"))
    assert 'style="max-width: 100%' in render(text="![a figure](figures/tissues.png)", cell={})
    assert "<strong>bold</strong>" in render(text="**bold**", cell={})
