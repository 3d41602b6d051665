"""grades.csv: a line a submission, or a line a student where it is known who they are; a column a part,
and one for the challenge where somebody took part in it."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from autograder.batch.class_record import ClassRecord, load
from autograder.batch.grade import Outcome
from autograder.grading.atomic import write_atomically
from autograder.grading.verdict import Verdict
from autograder.i18n.messages import render
from autograder.i18n.plaintext import plain
from autograder.reports import overview
from autograder.submissions.records import Handed, Remark, Student

FORMULA = ("=", "+", "-", "@", "\t", "\r")
PEOPLE = ["id", "name", "email", "handed_in", "late"]
SECTION = "section"  # a column where a class has several (班级)
LEFT_OUT = "left_out.csv"


def write_grades(outcomes: Iterable[Outcome], path: Path, language: str = "en") -> None:
    """Write the class's grades, sorted by name, readable by spreadsheets (UTF-8 with BOM).

    Who is who comes from the class's record beside it; who handed in nothing has a line too, and what
    was left out is in left_out.csv.
    """
    register = load(path.parent)
    _write([[cell(text) if isinstance(text, str) else text for text in row]
            for row in grades(outcomes, register, language)], path)
    if register.left_out or register.remarks:
        write_left_out(register, path.parent / LEFT_OUT, language)


def grades(outcomes: Iterable[Outcome], register: ClassRecord, language: str) -> list[list]:
    """The class's grades as rows of plain text and numbers, below a row of headings."""
    outcomes = sorted(outcomes, key=lambda outcome: outcome.name)
    sections = [SECTION] if any(student.section for student in _everybody(register)) else []
    people = [*PEOPLE, *sections] if register.names_people else []
    parts = [part.name for part in overview.parts(outcomes)]
    extra = ["challenge"] if any(outcome.verdict and outcome.verdict.challenge for outcome in outcomes) else []
    rows: list[list] = [["submission", *people, "score", "bonus", *parts, *extra, "flags"]]
    for outcome in outcomes:
        handed = register.handed.get(outcome.name)
        for who in _people(handed, bool(sections)) if people else [[]]:
            rows.append([plain(outcome.name), *who, *_points(outcome, parts, bool(extra), language)])
    nothing = [""] * len(["score", "bonus", *parts, *extra])
    return rows + [["", *_person(student), "", "", *[plain(student.section)] * len(sections), *nothing, "missing"]
                   for student in register.missing]


def _everybody(register: ClassRecord) -> list[Student]:
    return [*register.missing, *(student for handed in register.handed.values() for student in handed.students)]


def write_left_out(register: ClassRecord, path: Path, language: str = "en") -> None:
    """What was left out of the class, and what a person should look at before the grades are believed."""
    rows = [["kind", "place", "reason"]]
    for kind, remarks in (("look", register.remarks), ("left out", register.left_out)):
        rows += [[kind, cell(remark.place), cell(reason_of(remark, language))] for remark in remarks]
    _write(rows, path)


def reason_of(remark: Remark, language: str) -> str:
    return plain(render(remark.reason, language))


def _write(rows: list[list], path: Path) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    write_atomically(path, "\ufeff" + buffer.getvalue())


def _people(handed: Handed | None, sections: bool) -> list[list]:
    """The cells of PEOPLE, and of SECTION, for each of a submission's students; one line where nobody is known."""
    if handed is None:
        return [[""] * len([*PEOPLE, *[SECTION] * sections])]
    when = f"{handed.handed_in:%Y-%m-%d %H:%M:%S%z}" if handed.handed_in else ""
    return [[*_person(student), when, "late" if handed.late else "", *[plain(student.section)] * sections]
            for student in handed.students or (Student(),)]


def _person(student: Student) -> list[str]:
    return [plain(student.id or student.login), plain(student.name), plain(student.email)]


def _points(outcome: Outcome, parts: list[str], challenge: bool, language: str) -> list:
    verdict = outcome.verdict
    if verdict is None:
        return ["", "", *("" for _ in parts), *[""] * challenge, plain(render(outcome.problem, language))]
    return [verdict.score, verdict.bonus, *(verdict.earned(part) for part in parts), *[_ssim(verdict)] * challenge,
            " ".join(flags(outcome))]


def _ssim(verdict: Verdict) -> float | str:
    """The challenge's score; "-" for who took part and could not be scored."""
    found = verdict.challenge
    return "" if found is None else "-" if found.problem else found.ssim


def flags(outcome: Outcome) -> list[str]:
    """What a person should look at: limits that were hit, faults of the grader."""
    results = outcome.verdict.results if outcome.verdict else []
    faults = {result.fault for result in results}
    return [flag for flag, there in (("limit", "limit" in faults), ("reply", "reply" in faults),
                                     ("grader-fault", "grader" in faults),
                                     ("unreadable", outcome.verdict is None),
                                     ("unconfined", outcome.unconfined),
                                     ("incomplete", outcome.verdict is not None and not outcome.verdict.complete))
            if there]


def cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = plain(text)
    return f"'{text}" if text.startswith(FORMULA) else text
