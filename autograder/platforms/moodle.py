"""Moodle's "Download all submissions": a folder a student, or everybody's files with prefixes.

    Ann Lee_4711_assignsubmission_file/generator.py
    Ann Lee_4711_assignsubmission_file_generator.py

4711 is Moodle's number of the participant in this assignment (of the group, where groups hand in),
which its grading worksheet calls "Participant 4711". Scores and feedback go back into that worksheet.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from autograder.i18n.messages import say
from autograder.platforms.finding import Claim, Find, Piece
from autograder.platforms.places import Entry, Place
from autograder.platforms.roster import Directory, people, platform_of
from autograder.platforms.sheets import Sheet
from autograder.submissions.intake import IntakeError
from autograder.submissions.records import Student

ENTRY = re.compile(r"(?P<who>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL)
GRADE = ("grade", "成绩", "成績", "分数")
LARGEST = ("maximumgrade", "最高成绩", "最高分", "最高分数", "最大成绩", "最高成績")
FEEDBACK = ("feedbackcomments", "反馈评语", "反馈意见", "反馈评论", "回饋評語", "评语")


def recognises(place: Place, entries: list[Entry]) -> bool:
    """Whether a download lies here."""
    return any(ENTRY.fullmatch(entry.name) for entry in entries)


def claim(place: Place, entries: list[Entry]) -> Claim:
    """The submissions of the download that lies here."""
    found = Claim()
    people: dict[tuple[str, str], list[Piece]] = {}
    for entry in entries:
        match = ENTRY.fullmatch(entry.name)
        if match is None:
            continue
        if match["kind"] != "file":
            found.leave_out(place, entry, say("it is a text that was typed into Moodle, not a file"))
            continue
        found.names.add(entry.name)
        people.setdefault((match["who"], match["number"]), []).append(
            Piece(place, entry, "" if entry.is_folder else match["file"] or entry.name))
    found.finds = [Find(f"{who}_{number}", pieces, (Student(name=who, account=f"moodle {number}"),), platform="moodle")
                   for (who, number), pieces in people.items()]
    return found


def fill(sheet: Sheet, graded: Iterable[tuple[Student, int, str]]) -> tuple[list[Student], list[Student]]:
    """Write (student, score, feedback) into the worksheet: whom it does not have, and who has more
    points than its maximum, which Moodle would refuse and which were cut. Raises IntakeError.

    The feedback is plain text; Moodle reads it as HTML, so it is escaped here.
    """
    if platform_of(sheet) != "moodle":
        raise IntakeError(say("{path} is no grading worksheet of Moodle: its first column numbers no participants.",
                              path=sheet.origin))
    grade, largest, feedback = (sheet.column(names) for names in (GRADE, LARGEST, FEEDBACK))
    if grade is None:
        raise IntakeError(say("{path} has no column {name}; its headings are {headings}.", path=sheet.origin,
                              name="Grade", headings=", ".join(sheet.header)))
    rows = list(people(sheet))
    directory = Directory(student for _, student in rows)
    strangers, cut = [], []
    for student, score, text in graded:
        place = directory.find(student)
        if place is None:
            strangers.append(student)
            continue
        row = sheet.rows[rows[place][0]]
        row += [""] * (len(sheet.header) - len(row))
        most = _number(sheet.cell(row, largest))
        if most is not None and score > most:
            cut.append(student)
        row[grade] = f"{score if most is None else min(score, most):g}"
        if feedback is not None:
            row[feedback] = "<br>".join(escape(line) for line in text.splitlines())
    return strangers, cut


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
