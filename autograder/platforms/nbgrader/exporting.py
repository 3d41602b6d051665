"""`nbgrader export` with quotes, so that "Lee, Ann" stays one column."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

from autograder.reports.tables import cell

# nbgrader's own columns, and what of the raw score is extra credit: this lab's bonus.
COLUMNS = ("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
           "raw_score", "late_submission_penalty", "score", "max_score", "extra_credit")


class QuotedExport(ExportPlugin):
    """A line a student and assignment. `score` holds the extra credit, as formgrader shows it."""

    def export(self, gradebook: Gradebook) -> None:
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        with open(target, "w", encoding="utf-8-sig", newline="") as file:
            table = csv.DictWriter(file, COLUMNS)
            table.writeheader()
            table.writerows(self._lines(gradebook))

    def _lines(self, gradebook: Gradebook) -> Iterator[dict]:
        for assignment in gradebook.assignments:
            if not self.assignment or assignment.name in map(str, self.assignment):
                for student in gradebook.students:
                    if not self.student or student.id in map(str, self.student):
                        yield {**_about(assignment, student), **_points(gradebook, assignment, student)}


def _about(assignment: Assignment, student: Student) -> dict:
    return {"assignment": cell(assignment.name), "duedate": assignment.duedate, "max_score": assignment.max_score,
            "student_id": cell(student.id), **{name: cell(getattr(student, name) or "")
                                               for name in ("last_name", "first_name", "email")}}


def _points(gradebook: Gradebook, assignment: Assignment, student: Student) -> dict:
    """Zeros for who handed in nothing, as nbgrader has it."""
    try:
        found = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return dict.fromkeys(("raw_score", "late_submission_penalty", "score", "extra_credit"), 0.0)
    penalty = found.late_submission_penalty or 0.0
    extra = sum(grade.extra_credit or 0.0 for notebook in found.notebooks for grade in notebook.grades)
    return {"timestamp": found.timestamp, "raw_score": found.score, "late_submission_penalty": penalty,
            "score": max(0.0, found.score - penalty), "extra_credit": extra}
