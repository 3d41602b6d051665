"""Read Gradescope's "Export Submissions": a folder a submission, and submission_metadata.yml says whose they are.

The file is YAML with Ruby's symbols for keys:

    submission_1234:
      :submitters:
      - :name: Ann Lee
        :sid: '2023001'
        :email: ann@example.edu
      :created_at: 2026-03-01 10:00:00.123456000 Z
      :score: 90.0
      :history:
      - :id: 1200

Scores go back as the CSV that Gradescope's own "Download Grades" writes, a line a student.
"""
from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone, tzinfo
from typing import Any

import yaml

from autograder.grading.verdict import Verdict
from autograder.i18n.messages import say
from autograder.platforms.finding import Claim, Find, Piece
from autograder.platforms.outline import outline
from autograder.platforms.places import Entry, Place, Unreadable
from autograder.platforms.sheets import Sheet
from autograder.submissions.records import Handed, Student

METADATA = "submission_metadata.yml"
MAX_METADATA = 512 * 2**20
# Every test's output of every attempt: nearly all of the file.
BULK = (":results", ":autograder_results")


def recognises(place: Place, entries: list[Entry]) -> bool:
    """Whether an export lies here."""
    return any(entry.name == METADATA and not entry.is_folder for entry in entries)


def claim(place: Place, entries: list[Entry], zone: tzinfo | None = None) -> Claim:
    """The submissions of the export that lies here. zone: the course's. Raises Unreadable."""
    found = Claim(names={METADATA})
    by_name = {entry.name: entry for entry in entries}
    for name, record in _metadata(place).items():
        entry = by_name.get(str(name))
        if entry is None:
            found.leave_out(place, Entry(str(name), False), say("{file} names it, but it is not there", file=METADATA))
        elif isinstance(record, dict):
            found.finds.append(_find(place, entry, record, _time(found, place, entry, record.get(":created_at"), zone)))
            found.names.add(entry.name)
    return found


def _metadata(place: Place) -> dict[str, Any]:
    """Name of a folder -> its record. Raises Unreadable."""
    try:
        with place.open(METADATA) as file:
            data = _outlined(file.read(MAX_METADATA))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(say("its {file} can't be read ({reason})", file=METADATA,
                             reason=str(error)[:200])) from None
    if not isinstance(data, dict):
        raise Unreadable(say("its {file} can't be read ({reason})", file=METADATA, reason=type(data).__name__))
    return data


def _outlined(text: bytes) -> Any:
    try:
        return outline(text, BULK)
    except yaml.composer.ComposerError:  # something that is wanted refers to a branch that is not
        return outline(text, ())


def _find(place: Place, entry: Entry, record: dict[str, Any], handed_in: datetime | None) -> Find:
    submitters = record.get(":submitters")
    students = tuple(_student(one) for one in submitters if isinstance(one, dict)) if isinstance(
        submitters, list) else ()
    history = record.get(":history")
    number = entry.stem.rpartition("_")[2]
    who = " + ".join(student.called for student in students[:4])
    return Find(f"{who}_{number}" if who else entry.stem, [Piece(place, entry)], students,
                handed_in=handed_in, platform="gradescope",
                attempt=1 + len(history) if isinstance(history, list) else 1,
                rank=int(number) if number.isdecimal() else None, twin=entry.ending)


def _student(record: dict[str, Any]) -> Student:
    return Student(id=record.get(":sid") or "", name=record.get(":name") or "", email=record.get(":email") or "")


def _time(found: Claim, place: Place, entry: Entry, value: Any, zone: tzinfo | None) -> datetime | None:
    """A time with its zone; YAML's own are in UTC."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=timezone.utc)
    return found.time(place.at(entry.name), str(value), zone) if value is not None else None


def scores(graded: Iterable[tuple[Handed, Verdict | None]], missing: Iterable[Student]) -> Sheet:
    """A line for each student, as Gradescope's own table of scores has them."""
    graded = list(graded)
    parts = {part.name: part for _, verdict in graded if verdict for part in verdict.parts}
    totals = {verdict.total for _, verdict in graded if verdict}
    total = f"{totals.pop():.1f}" if len(totals) == 1 else ""  # nobody knows what a missing one would have had
    rows = [["Name", "SID", "Email", "Total Score", "Max Points", "Status", "Submission ID", "Submission Time",
             *(f"{number}: {part.name} ({part.points:.1f} pts)" for number, part in enumerate(parts.values(), 1))]]
    for handed, verdict in graded:
        for student in handed.students or (Student(name=handed.name),):
            rows.append([student.name, student.id, student.email, *_cells(handed, verdict, list(parts), total)])
    rows += [[student.name, student.id, student.email, "", total, "Missing"] for student in missing]
    return Sheet([row + [""] * (len(rows[0]) - len(row)) for row in rows])


def _cells(handed: Handed, verdict: Verdict | None, parts: list[str], total: str) -> list[str]:
    """What a student's line has from the score on."""
    number = handed.name.rpartition("_")[2]
    reported = [number if number.isdecimal() else "",
            f"{handed.handed_in:%Y-%m-%d %H:%M:%S %z}" if handed.handed_in else ""]
    if verdict is None:
        return ["", total, "Ungraded", *reported]
    return [f"{verdict.score + verdict.bonus:.1f}", f"{verdict.total:.1f}", "Graded", *reported,
            *(f"{verdict.earned(part):.1f}" for part in parts)]
