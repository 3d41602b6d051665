"""Write a verdict into a notebook's test cells: words as printed output, points as the result.

From the result nbgrader takes the points. The bonus has no room there, for nbgrader gives up on more
than a cell's maximum, which is 0 for the bonus: it is the grade's extra credit.
"""
from __future__ import annotations

from nbformat import NotebookNode, v4
from nbgrader.api import Gradebook

from autograder.batch.grade import Outcome
from autograder.i18n.messages import render, say
from autograder.lab import Lab, Part
from autograder.platforms.nbgrader.names import parts_by_cell
from autograder.release.notebook import check_cell
from autograder.reports.cells import part_text, summary_text

NOTES = "grading_notes"


def fill(book: NotebookNode, outcome: Outcome, language: str, lab: Lab) -> None:
    """Put the outcome into the notebook's test cells, and a cell with notes and score before everything."""
    for cell in book.cells:
        part = parts_by_cell(lab).get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if part is not None:
            cell.outputs = _outputs(part, outcome, language)
    book.cells.insert(0, _notes(outcome, language))


def give_bonus(gradebook: Gradebook, outcome: Outcome, notebook: str, assignment: str, student: str,
               lab: Lab) -> None:
    """Enter the bonus as the extra credit of its cell; it is this cell's only use of it."""
    for part in lab.parts:
        if part.bonus:
            grade = gradebook.find_grade(check_cell(part.name), notebook, assignment, student)
            grade.extra_credit = float(outcome.verdict.earned(part.name)) if outcome.verdict else 0.0
    gradebook.db.commit()


def _outputs(part: Part, outcome: Outcome, language: str) -> list[NotebookNode]:
    if outcome.verdict is None:
        return [_printed(render(outcome.problem, language) + "\n"), *_result(part, 0)]
    return [_printed(part_text(outcome.verdict, part.name, language)),
            *_result(part, outcome.verdict.earned(part.name))]


def _printed(text: str) -> NotebookNode:
    return v4.new_output("stream", name="stdout", text=text)


def _result(part: Part, points: int) -> list[NotebookNode]:
    if part.bonus:
        return []
    return [v4.new_output("execute_result", data={"text/plain": str(float(points))})]


def _notes(outcome: Outcome, language: str) -> NotebookNode:
    text = (render(outcome.problem, language) + "\n" if outcome.verdict is None
            else summary_text(outcome.verdict, language))
    title = render(say("What the grader says"), language)
    return v4.new_code_cell(f"# {title}", id=NOTES, outputs=[_printed(text)])
