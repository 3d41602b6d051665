"""The instructor's notebook: the lab's own with nbgrader's metadata, test cells and written questions.

`nbgrader generate_assignment` makes the students' notebook of it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from nbformat import NotebookNode, v4

from autograder.lab import Lab, Part
from autograder.platforms.nbgrader.handout import handout
from autograder.platforms.nbgrader.names import answers
from autograder.release.notebook import TEST, cell_source, check_cell, notebook, parts_of

HERE = Path(__file__).parent
HAND_IN = "## 测试与提交"
# The notebook lies beside what the students' package has in other folders.
ELSEWHERE = re.compile(r"\.\./(?:fixtures|dataset)/|\bassignment/(?=README)")
QUESTIONS = {"README.zh.md": "## 思考题", "README.md": "## Written questions"}
QUESTION = re.compile(r"^\d+\. (.+)$", re.MULTILINE)
HIDDEN = TEST + '''
### BEGIN HIDDEN TESTS
# The server asks the same of the submission with inputs of its own, in a confined worker; the
# next line does it here, with those of AUTOGRADER_SECRET.
check({arguments}, hidden=True)
### END HIDDEN TESTS'''


def source_notebook(sources: Mapping[str, str], lab: Lab, language: str | None = None,
                    answer_points: float = 0) -> NotebookNode:
    """The notebook of these marked sources ("generator.py" -> its text).

    language: of what test cells say in a student's kernel; None: that of its locale.
    answer_points: for each written answer. With 0 the total stays the rubric's.
    """
    book = notebook(sources, lab, tests=False)
    cells = [marked for cell in book.cells for marked in _with_tests(_placed(cell), language, lab)]
    book.cells = [*cells, *_questions(answer_points, lab)]
    return book


def _placed(cell: NotebookNode) -> NotebookNode:
    """The cell with the paths of this folder, and with nbgrader's way of handing in."""
    if cell.source.startswith(HAND_IN):
        cell.source = (HERE / "handin.md").read_text(encoding="utf-8").strip()
    cell.source = ELSEWHERE.sub("", cell.source)
    return cell


def _with_tests(cell: NotebookNode, language: str | None, lab: Lab) -> Iterator[NotebookNode]:
    """The cell with its metadata; behind a file's cell the tests of the file's parts."""
    file = f"{cell.id}.py"
    if file in lab.files:
        yield _mark(cell, cell.id, solution=True)
        yield from (_test(part, language) for part in parts_of(file, lab))
    else:
        yield _mark(cell, cell.id, locked=True) if cell.cell_type == "markdown" else cell


def _test(part: Part, language: str | None) -> NotebookNode:
    name = check_cell(part.name)
    arguments = f', lang="{language}"' if language else ""
    cell = v4.new_code_cell(cell_source(part, arguments, HIDDEN), id=name)
    # More points than the maximum end nbgrader's grading, so the bonus comes as extra credit.
    return _mark(cell, name, locked=True, points=0 if part.bonus else part.points)


def _questions(points: float, lab: Lab) -> Iterator[NotebookNode]:
    looked_for = answers(lab)
    if not looked_for:
        return
    asked = zip(*(_asked(lab.assignment / file) for file in QUESTIONS), strict=True)
    for number, ((name, answer), texts) in enumerate(zip(looked_for.items(), asked, strict=True), 1):
        heading = f"## 思考题 {number} · Question {number}"
        question = v4.new_markdown_cell("\n\n".join([heading, *texts]), id=f"question-{number}")
        yield _mark(question, question.id, locked=True)
        yield _mark(v4.new_markdown_cell(answer, id=name), name, solution=True, points=points)


def _asked(path: Path) -> list[str]:
    """The handout's written questions in one language."""
    text = handout(path.read_text(encoding="utf-8"))
    return QUESTION.findall(text.partition(QUESTIONS[path.name])[2])


def _mark(cell: NotebookNode, name: str, locked: bool = False, solution: bool = False,
          points: float | None = None) -> NotebookNode:
    """The cell with nbgrader's metadata (schema 3)."""
    mark = {"schema_version": 3, "grade_id": name, "grade": points is not None, "locked": locked,
            "solution": solution, "task": False}
    cell.metadata["nbgrader"] = mark if points is None else {**mark, "points": points}
    return cell
